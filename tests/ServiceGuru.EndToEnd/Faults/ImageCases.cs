namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What goes wrong with image builds and the registry.</summary>
internal static class ImageCases
{
    public static IReadOnlyList<FaultCase> All { get; } =
    [
        // A failed build is repaired by another commit or by building again, not by waiting.
        new("image-build-fails", FaultActs.Weekly) { FailureId = "ImageBuildFailed", ExitCode = 1, Says = ["packit-service"], Never = ["cluster import"] },
        new("registry-slow", FaultActs.Weekly),
    ];
}
