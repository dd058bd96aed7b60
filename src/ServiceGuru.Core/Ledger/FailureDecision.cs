using ServiceGuru.Runbooks;

namespace ServiceGuru.Ledger;

/// <summary>What somebody decides about a step that has failed and waits for a decision.</summary>
/// <param name="Step">The step.</param>
/// <param name="By">Who.</param>
/// <param name="Choice">What shall happen.</param>
/// <param name="Reason">Why; needed to skip.</param>
public sealed record FailureDecision(string Step, string By, FailureChoice Choice, string? Reason) : RunRequest(By)
{
    /// <summary>Gets which attempt's failure is meant, from 1; null for whichever is undecided. A decision about an earlier failure counts for nothing.</summary>
    public int? Attempt { get; init; }
}
