using System.ComponentModel;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Which post to check.</summary>
public sealed record LintPostRequest
{
    /// <summary>The file, absolute or from the working directory.</summary>
    [Description("The file, absolute or from the working directory, e.g. ${{ steps.post.output.path }}.")]
    public required string Path { get; init; }
}
