using ServiceGuru.Operations;

namespace ServiceGuru.Health;

/// <summary>One thing that is not as it should be: what, why, how we know, and what to do.</summary>
public sealed record HealthFinding
{
    /// <summary>On what: <c>pod/NAME</c>, <c>deployment/NAME</c>, <c>imagestream/NAME:TAG</c>, an issue, an address.</summary>
    public required string Target { get; init; }

    /// <summary>What it is about beyond one pod: the pod's workload, else the target. Tells an old failure from a new one.</summary>
    public string? Subject { get; init; }

    /// <summary>The state's stable name, e.g. <c>CrashLoopBackOff</c>; part of the scripting contract.</summary>
    public required string Reason { get; init; }

    /// <summary>Where it belongs.</summary>
    public required HealthLayer Layer { get; init; }

    /// <summary>How much it weighs.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>
    /// What it makes of its target: Unhealthy where it counts, Degraded while its grace lasts, Unknown where a source
    /// could not be read, Healthy for a warning or for what the baseline knew.
    /// </summary>
    public required HealthVerdict Verdict { get; init; }

    /// <summary>What is wrong, one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Why, in the words of the system that said so.</summary>
    public string? Cause { get; init; }

    /// <summary>How we know: container, exit code, last log lines, events, links.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>What to do next, a command where there is one.</summary>
    public string? NextAction { get; init; }

    /// <summary>When the state began, or null where nobody knows; then its grace never passes.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When the grace passes; only with <see cref="FindingSeverity.AfterGrace"/> and a known beginning.</summary>
    public DateTimeOffset? GraceUntil { get; init; }

    /// <summary>The container whose log explains it, if any.</summary>
    public ContainerReference? Container { get; init; }

    /// <summary>Whether the baseline had it already; then it counts no longer.</summary>
    public bool Known { get; init; }

    /// <summary>Whether it may pass without anybody acting; of a source that can't be read, whether another try may.</summary>
    public bool Transient { get; init; }

    /// <summary>Gives it as a failure.</summary>
    internal Failure ToFailure() => new()
    {
        Id = Reason,
        Kind = Verdict == HealthVerdict.Unknown ? FailureKind.Unreachable : FailureKind.Refused,
        Message = Message,
        Target = Target,
        Cause = Cause,
        Evidence = Evidence,
        NextAction = NextAction,
        Transient = Transient || Verdict == HealthVerdict.Degraded,
    };
}
