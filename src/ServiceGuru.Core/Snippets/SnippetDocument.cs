using System.ComponentModel;
using ServiceGuru.Documents;
using ServiceGuru.Runbooks;

namespace ServiceGuru.Snippets;

/// <summary>A snippet as it is written.</summary>
internal sealed record SnippetDocument
{
    [Description("What it is for.")]
    public string? Description { get; init; }

    [Description("The operation, e.g. notice/topic.")]
    public required string Uses { get; init; }

    [Description("The operation's inputs, as they are: nothing in them is a reference.")]
    public MappingNode? With { get; init; }

    [Description("How long one attempt may last.")]
    public TimeSpan? Timeout { get; init; }

    [Description("How often it is tried when it fails for a passing reason.")]
    public RetryPolicy? Retry { get; init; }

    [Description("What happens to its changes when it fails.")]
    public UndoPolicy Undo { get; init; }

    [Description("Where it was recorded; for people only.")]
    public SnippetSource? From { get; init; }
}
