using ServiceGuru.Connectors.Completion;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Completion;

/// <summary>Completes the steps of the run on the line that have failed and wait for a decision.</summary>
public sealed class UndecidedStepCompleter : WordCompleter
{
    private protected override IEnumerable<Candidate> Words(LocalCandidates candidates, TypedLine line) => candidates.Steps(line.Run, step => step.Status == StepStatus.Undecided);
}
