namespace ServiceGuru.Operations;

/// <summary>What failed, on what, why, how we know, and what to do next. Holds no secret.</summary>
public sealed record Failure
{
    /// <summary>The stable id, e.g. <c>BranchDiverged</c>; part of the scripting contract.</summary>
    public required string Id { get; init; }

    /// <summary>The sort of failure.</summary>
    public FailureKind Kind { get; init; }

    /// <summary>What failed, one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>On what: a repository, pod, channel, step, …</summary>
    public string? Target { get; init; }

    /// <summary>Why, in the words of the system that said so.</summary>
    public string? Cause { get; init; }

    /// <summary>How we know: log lines, events, links, commits.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>What a person should do next.</summary>
    public string? NextAction { get; init; }

    /// <summary>Failures that this one sums up.</summary>
    public IReadOnlyList<Failure> Details { get; init; } = [];

    /// <summary>Whether another attempt may succeed without anybody changing anything.</summary>
    public bool Transient { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Cause is null ? $"{Id}: {Message}" : $"{Id}: {Message} {Cause}";
}
