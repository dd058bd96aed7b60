using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ServiceGuru.Cmdlets;
using ServiceGuru.Connectors.Completion;

namespace ServiceGuru.Completion;

/// <summary>
/// Completes the keys of a table, each as a table that begins with it: <c>@{ NAME = </c>. Behind the brace PowerShell asks
/// no completer of an argument any more.
/// </summary>
public abstract class TableKeyCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string start = wordToComplete.TrimStart('@', '{', ' ');
        LocalCandidates candidates = new(ModuleSettings.Create(CompletionLocation.Get()));
        return
        [
            .. Keys(candidates, new TypedLine(fakeBoundParameters, wordToComplete)).Where(key => key.Word.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                .Select(key => new CompletionResult($"@{{ {CompletionWords.Quote(key.Word)} = ", key.Word, CompletionResultType.ParameterValue, key.Hint)),
        ];
    }

    /// <summary>The keys.</summary>
    private protected abstract IEnumerable<Candidate> Keys(LocalCandidates candidates, TypedLine line);
}
