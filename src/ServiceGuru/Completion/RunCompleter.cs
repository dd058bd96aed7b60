using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ServiceGuru.Cmdlets;
using ServiceGuru.Ledger;
using ServiceGuru.Sessions;

namespace ServiceGuru.Completion;

/// <summary>Completes run ids from the ledger on this machine, newest first.</summary>
public sealed class RunCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        JournalLedger ledger = new(StateDirectory.Find(Environment.GetEnvironmentVariable), TimeProvider.System);
        IReadOnlyList<string> ids = [];
        using OutputPump pump = new(CancellationToken.None);
        pump.Run(async cancellationToken => ids = await ledger.ListAsync(cancellationToken).ConfigureAwait(false));
        return CompletionWords.Matching(ids.Select(id => (id, "run")), wordToComplete);
    }
}
