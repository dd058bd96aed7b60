using ServiceGuru.Connectors.Completion;

namespace ServiceGuru.Completion;

/// <summary>Completes the scenarios of the runbook on the line.</summary>
public sealed class ScenarioCompleter : WordCompleter
{
    private protected override IEnumerable<Candidate> Words(LocalCandidates candidates, TypedLine line) => candidates.Scenarios(line.Text("Name"));
}
