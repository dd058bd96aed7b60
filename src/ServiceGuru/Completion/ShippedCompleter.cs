using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ServiceGuru.Cmdlets;
using ServiceGuru.Connectors.Sessions;

namespace ServiceGuru.Completion;

/// <summary>Completes the names of definitions that ship with the module, then files as PowerShell does.</summary>
public abstract class ShippedCompleter : IArgumentCompleter
{
    /// <summary>The folder, <c>services</c> or <c>runbooks</c>.</summary>
    private protected abstract string Folder { get; }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        IEnumerable<(string, string)> shipped = new DefinitionFiles(ModuleSettings.Create(Environment.CurrentDirectory))
            .Shipped(Folder)
            .Select(name => (name, "ships with ServiceGuru"));
        return CompletionWords.Matching(shipped, wordToComplete).Concat(CompletionCompleters.CompleteFilename(wordToComplete));
    }
}
