using ServiceGuru.Connectors.Completion;

namespace ServiceGuru.Completion;

/// <summary>Completes the steps of the run on the line that have changed something.</summary>
public sealed class ChangedStepCompleter : WordCompleter
{
    private protected override IEnumerable<Candidate> Words(LocalCandidates candidates, TypedLine line) => candidates.Steps(line.Run, RunCandidates.HasChanges);
}
