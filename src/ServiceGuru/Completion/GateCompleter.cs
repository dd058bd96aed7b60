using ServiceGuru.Connectors.Completion;

namespace ServiceGuru.Completion;

/// <summary>Completes the gates that wait for people: those of the run that is named, else of the newest runs.</summary>
public sealed class GateCompleter : WordCompleter
{
    private protected override IEnumerable<Candidate> Words(LocalCandidates candidates, TypedLine line) => candidates.Gates(line.Run);
}
