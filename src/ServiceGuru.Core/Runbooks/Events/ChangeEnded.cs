using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.Events;

/// <summary>What became of a change is known (or known to be unknowable).</summary>
public sealed record ChangeEnded : RunEvent
{
    /// <summary>The step.</summary>
    public required string Step { get; init; }

    /// <summary>The change's id.</summary>
    public required string Change { get; init; }

    /// <summary>Applied, failed, unknown, planned (a probe found that it never happened) or declined.</summary>
    public required ChangeStatus Status { get; init; }

    /// <summary>Why it failed or is unknown.</summary>
    public Failure? Failure { get; init; }

    /// <summary>What was learned while doing it.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a probe found it out and not the change's own answer.</summary>
    public bool Probed { get; init; }
}
