using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ServiceGuru.Cmdlets;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Ledger;

namespace ServiceGuru.Completion;

/// <summary>Completes run ids from the ledger, newest first.</summary>
public sealed class RunCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        IRunLedger ledger = LedgerChoice.Open(ModuleSettings.Create(Environment.CurrentDirectory));
        IReadOnlyList<string> ids = [];
        using OutputPump pump = new(CancellationToken.None);
        pump.Run(async cancellationToken => ids = await ledger.ListAsync(cancellationToken).ConfigureAwait(false));
        return CompletionWords.Matching(ids.Select(id => (id, "run")), wordToComplete);
    }
}
