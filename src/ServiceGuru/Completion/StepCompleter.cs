using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Completion;

/// <summary>Completes the steps of the run that was typed.</summary>
public sealed class StepCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        if (fakeBoundParameters["Run"]?.ToString() is not { } run || !RunIds.IsValid(run))
        {
            return [];
        }

        IReadOnlyList<LedgerRecord> records = CompletionLedger.Read((ledger, cancellationToken) => ledger.ReadAsync(run, cancellationToken), []);
        return records is [{ Event: RunCreated created }, ..]
            ? CompletionWords.Matching(created.Steps.Select(step => (step.Id, step.Title)), wordToComplete)
            : [];
    }
}
