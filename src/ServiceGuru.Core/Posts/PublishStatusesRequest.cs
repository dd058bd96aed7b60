using System.ComponentModel;

namespace ServiceGuru.Posts;

/// <summary>What to publish: the parts of a draft, or what one would be made from.</summary>
public sealed record PublishStatusesRequest : PostSelection
{
    /// <summary>The statuses of a draft, as they are.</summary>
    [Description("The statuses of a draft, as they are, e.g. ${{ steps.draft.output.parts }}; then nothing else is needed.")]
    public IReadOnlyList<PostPart>? Parts { get; init; }
}
