using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ServiceGuru.Completion;

/// <summary>Completes run ids from the ledger, newest first.</summary>
public sealed class RunCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        IReadOnlyList<string> ids = CompletionLedger.Read((ledger, cancellationToken) => ledger.ListAsync(cancellationToken), []);
        return CompletionWords.Matching(ids.Select(id => (id, "run")), wordToComplete);
    }
}
