using System.ComponentModel;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Which post's pull request to merge.</summary>
public sealed record MergePostRequest
{
    /// <summary>The pull request's number.</summary>
    [Description("The pull request's number, e.g. ${{ steps.publish.output.number }}; that of the post's branch if absent.")]
    public int? Number { get; init; }

    /// <summary>The post's place in the blog's repository, or its file.</summary>
    [Description("The post's place in the blog's repository, or its file, e.g. ${{ steps.publish.output.repositoryPath }}.")]
    public required string Post { get; init; }
}
