using System.Text.Json.Nodes;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;

namespace ServiceGuru.Snippets;

/// <summary>The inputs of one step, so that it can be run alone.</summary>
public sealed record Snippet
{
    /// <summary>The name under which it was saved; null where it is a step of a recorded run itself.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The operation.</summary>
    public required IOperation Operation { get; init; }

    /// <summary>The inputs, plain: no references, no secrets.</summary>
    public JsonObject Inputs { get; init; } = [];

    /// <summary>The inputs whose values only its run would have shown, by name; they must be set before it can be run.</summary>
    public IReadOnlyDictionary<string, string> Unknown { get; init; } = new Dictionary<string, string>();

    /// <summary>How long one attempt may last; null for as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often it is tried.</summary>
    public RetryPolicy Retry { get; init; } = new();

    /// <summary>What happens to its changes when it fails.</summary>
    public UndoPolicy Undo { get; init; }

    /// <summary>Where it was recorded.</summary>
    public SnippetSource From { get; init; } = new();

    /// <summary>Its file, absolute; null where it is a step of a recorded run itself.</summary>
    public string? Path { get; init; }
}
