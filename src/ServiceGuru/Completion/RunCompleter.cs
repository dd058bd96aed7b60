using ServiceGuru.Connectors.Completion;

namespace ServiceGuru.Completion;

/// <summary>Completes run ids from the ledger, newest first, with runbook, status and time.</summary>
public sealed class RunCompleter : WordCompleter
{
    private protected override IEnumerable<Candidate> Words(LocalCandidates candidates, TypedLine line) => candidates.Runs(line.Word);
}
