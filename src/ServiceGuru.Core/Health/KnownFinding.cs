using System.ComponentModel;

namespace ServiceGuru.Health;

/// <summary>A finding that was there before.</summary>
public sealed record KnownFinding
{
    /// <summary>What it is about, independent of single pods.</summary>
    [Description("What it is about, independent of single pods, e.g. statefulset/worker.")]
    public required string Subject { get; init; }

    /// <summary>The state's stable name.</summary>
    [Description("The state's stable name, e.g. CrashLoopBackOff.")]
    public required string Reason { get; init; }

    /// <summary>What it made of its target.</summary>
    [Description("What it made of its target.")]
    public required HealthVerdict Verdict { get; init; }

    /// <summary>On what it was seen.</summary>
    [Description("On what it was seen, e.g. pod/worker-0.")]
    public string? Target { get; init; }

    /// <summary>What was wrong.</summary>
    [Description("What was wrong, one sentence.")]
    public string? Message { get; init; }
}
