using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ServiceGuru.Cmdlets;
using ServiceGuru.Connectors.Completion;

namespace ServiceGuru.Completion;

/// <summary>Completes the names of definitions that ship with the module, then files as PowerShell does.</summary>
public abstract class ShippedCompleter : IArgumentCompleter
{
    /// <summary>The folder, <c>services</c> or <c>runbooks</c>.</summary>
    private protected abstract string Folder { get; }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionWords.Matching(new LocalCandidates(ModuleSettings.Create(Environment.CurrentDirectory)).Shipped(Folder), wordToComplete)
            .Concat(CompletionCompleters.CompleteFilename(wordToComplete));
}
