namespace ServiceGuru.Sandbox.Faults;

/// <summary>What goes wrong with image builds and the registry.</summary>
internal static class ImageFaults
{
    /// <summary>The faults.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        new("image-build-fails", "images/await", "The image build of packit-service's stable branch fails in its second job.",
            "The wait for images fails, names the job and links it; production is untouched."),
        new("registry-slow", "images/await", "Images appear in the registry a while after their build has ended, and answers are slow.",
            "The run waits for the images and succeeds."),
    ];
}
