using System.Text.Json.Nodes;
using ServiceGuru.Documents;
using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks;

/// <summary>One step of a valid runbook.</summary>
public sealed record RunbookStep
{
    /// <summary>The id, unique in the runbook.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for.</summary>
    public required string Title { get; init; }

    /// <summary>Why it is there, for somebody who sees it for the first time; null where nobody wrote it down.</summary>
    public string? Description { get; init; }

    /// <summary>The operation that it uses.</summary>
    public required IOperation Operation { get; init; }

    /// <summary>The inputs as written, or null.</summary>
    public MappingNode? With { get; init; }

    /// <summary>The inputs with all references resolved already, where the step is the work of one target; else null.</summary>
    internal JsonObject? Inputs { get; init; }

    /// <summary>The targets that it works on, one after another or side by side; null where it works once.</summary>
    public StepTargets? ForEach { get; init; }

    /// <summary>The type of its output; later steps may refer to its properties.</summary>
    public Type OutputType => ForEach is null ? Operation.OutputType : typeof(TargetsOutput);

    /// <summary>The steps that must have ended before.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>When it runs.</summary>
    public StepCondition When { get; init; }

    /// <summary>How long one attempt may last; null for as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often it is tried.</summary>
    public RetryPolicy Retry { get; init; } = new();

    /// <summary>What happens to its changes when the run fails.</summary>
    public UndoPolicy Undo { get; init; }
}
