using ServiceGuru.Connectors.Completion;

namespace ServiceGuru.Completion;

/// <summary>Completes the parameters of the runbook on the line, each as a table with its name: <c>@{ NAME = </c>.</summary>
public sealed class RunbookParameterCompleter : TableKeyCompleter
{
    private protected override IEnumerable<Candidate> Keys(LocalCandidates candidates, TypedLine line) => candidates.OfRunbook(line.Text("Name"), RunbookCandidates.Parameters);
}
