using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ServiceGuru.Secrets;

namespace ServiceGuru.Completion;

/// <summary>Completes the references for which a secret was handed over.</summary>
public sealed class GivenSecretCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionWords.Matching(GivenSecrets.All.Select(given => (given.Reference, $"given {given.GivenAt.ToLocalTime():t}")), wordToComplete);
}
