namespace ServiceGuru.Sandbox.Faults;

/// <summary>What goes wrong with image builds and the registry.</summary>
internal static class ImageFaults
{
    /// <summary>The faults.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        new("image-build-fails", "images/await", "The image build of packit-service's stable branch fails in its second job.",
            "The wait for images fails, names the job and links it; production is untouched."),
        new("image-still-running", "images/clean", "Right after somebody looked at a repository's tags, a colleague puts its oldest image back into production.",
            "The clean-up keeps that image, says so, and removes the others."),
        new("registry-down", "images/clean", "The registry answers 503.",
            "The clean-up fails after its retries and removes nothing."),
        new("registry-slow", "images/await", "Images appear in the registry a while after their build has ended, and answers are slow.",
            "The run waits for the images and succeeds."),
        new("registry-token-refused", "images/clean", "The registry's token may read and not write.",
            "The clean-up removes nothing, and names the setting of the token."),
        new("tag-delete-fails", "images/clean", "The registry refuses to delete one tag.",
            "The clean-up removes the others, names the tag with the registry's reason, and exits with 1."),
    ];
}
