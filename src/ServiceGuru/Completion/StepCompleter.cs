using ServiceGuru.Connectors.Completion;

namespace ServiceGuru.Completion;

/// <summary>Completes the steps of the run on the line.</summary>
public sealed class StepCompleter : WordCompleter
{
    private protected override IEnumerable<Candidate> Words(LocalCandidates candidates, TypedLine line) => candidates.Steps(line.Run, _ => true);
}
