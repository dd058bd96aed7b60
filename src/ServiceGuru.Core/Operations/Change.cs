namespace ServiceGuru.Operations;

/// <summary>One item of a plan: plain data, so that it survives in the ledger as it was planned.</summary>
public sealed record Change
{
    /// <summary>Position in its plan, from 1 on, as text; unique in the plan.</summary>
    public required string Id { get; init; }

    /// <summary>What is done, e.g. <c>move-branch</c>, <c>set-topic</c>, <c>import-image</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>On what, e.g. a repository, channel or image stream of the definition.</summary>
    public required string Target { get; init; }

    /// <summary>The value now, or null where there is none.</summary>
    public string? From { get; init; }

    /// <summary>The value afterwards, or null where it is not known before.</summary>
    public string? To { get; init; }

    /// <summary>The change as a person says it, one line.</summary>
    public required string Summary { get; init; }

    /// <summary>Whether it destroys something; then it needs its own yes.</summary>
    public bool Destructive { get; init; }

    /// <summary>What makes a crash in its middle harmless.</summary>
    public required EffectContract Effect { get; init; }

    /// <summary>The ids of earlier changes of its plan that must be applied before it; without them it is not begun.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>The ids of earlier changes of its plan that must have come to an end before it, whichever.</summary>
    public IReadOnlyList<string> AfterEndOf { get; init; } = [];

    /// <summary>How it is undone, one line, or null where it can't be.</summary>
    public string? Undo { get; init; }

    /// <summary>What the operation needs besides, by name.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();
}
