using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ServiceGuru.Cmdlets;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
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

        IRunLedger ledger = LedgerChoice.Open(ModuleSettings.Create(Environment.CurrentDirectory));
        IReadOnlyList<LedgerRecord> records = [];
        using OutputPump pump = new(CancellationToken.None);
        try
        {
            pump.Run(async cancellationToken => records = await ledger.ReadAsync(run, cancellationToken).ConfigureAwait(false));
        }
        catch (GuruException)
        {
            // Somebody is still typing; the cmdlet itself says what is wrong.
        }

        return records is [{ Event: RunCreated created }, ..]
            ? CompletionWords.Matching(created.Steps.Select(step => (step.Id, step.Title)), wordToComplete)
            : [];
    }
}
