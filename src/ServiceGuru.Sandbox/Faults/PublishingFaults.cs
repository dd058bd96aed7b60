namespace ServiceGuru.Sandbox.Faults;

/// <summary>What goes wrong on a blog post's way to its readers.</summary>
internal static class PublishingFaults
{
    /// <summary>The faults.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        new("checks-failing", "notes/merge", "The blog's site does not build with the post.",
            "The pull request is not merged, and the failed check's page is named."),
        new("post-not-mergeable", "notes/merge", "A colleague puts a post of their own into the same file.",
            "The pull request is not merged, and its conflict is told."),
        new("pull-request-exists", "notes/publish", "A colleague opens the post's pull request a moment earlier.",
            "There is one pull request, theirs, with our post in it."),
    ];
}
