using ServiceGuru.Connectors.Completion;

namespace ServiceGuru.Completion;

/// <summary>Completes the recorded inputs of the step on the line, each as a table with its name: <c>@{ NAME = </c>.</summary>
public sealed class StepInputCompleter : TableKeyCompleter
{
    private protected override IEnumerable<Candidate> Keys(LocalCandidates candidates, TypedLine line) => candidates.Inputs(line.Run, line.Text("Step"));
}
