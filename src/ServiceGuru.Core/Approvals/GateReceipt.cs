using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Approvals;

/// <summary>What became of an answer.</summary>
/// <param name="Answer">The answer as it was left for the run.</param>
/// <param name="Held">Whether a process works on the run now; without one the answer counts when the run goes on.</param>
/// <param name="Recorded">The answer as the run has recorded it, or null where it has not yet.</param>
public sealed record GateReceipt(GateAnswer Answer, bool Held, GateAnswered? Recorded)
{
    /// <summary>Until when the run must go on for the answer to count, or null where a process works on it or the gate has no deadline.</summary>
    public DateTimeOffset? Until { get; init; }
}
