using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ServiceGuru.Approvals;

namespace ServiceGuru.Completion;

/// <summary>Completes the gates that wait for people: those of the run that is named, else of all runs.</summary>
public sealed class GateCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        OpenGateList list = CompletionLedger.Read((ledger, cancellationToken) => new GateDesk(ledger, TimeProvider.System).ListAsync(cancellationToken), new([], []));
        string? run = (fakeBoundParameters["Id"] ?? fakeBoundParameters["RunId"])?.ToString();
        return CompletionWords.Matching(
            list.Gates.Where(gate => run is null || gate.RunId == run).DistinctBy(gate => gate.Step).Select(gate => (gate.Step, gate.Gate.Question)), wordToComplete);
    }
}
