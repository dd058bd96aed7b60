using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ServiceGuru.Cmdlets;
using ServiceGuru.Connectors.Completion;

namespace ServiceGuru.Completion;

/// <summary>Completes the parameters of the runbook on the line, each as a table with its name: <c>@{ NAME = </c>.</summary>
public sealed class RunbookParameterCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        TypedLine line = new(fakeBoundParameters, wordToComplete);
        string start = wordToComplete.TrimStart('@', '{', ' ');
        IReadOnlyList<Candidate> parameters = new LocalCandidates(ModuleSettings.Create(CompletionLocation.Get())).OfRunbook(line.Text("Name"), RunbookCandidates.Parameters);
        return
        [
            .. parameters.Where(parameter => parameter.Word.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                .Select(parameter => new CompletionResult($"@{{ {CompletionWords.Quote(parameter.Word)} = ", parameter.Word, CompletionResultType.ParameterValue, parameter.Hint)),
        ];
    }
}
