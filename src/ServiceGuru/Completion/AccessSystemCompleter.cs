using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ServiceGuru.Access;

namespace ServiceGuru.Completion;

/// <summary>Completes the systems whose access can be checked.</summary>
public sealed class AccessSystemCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionWords.Matching(AccessSystems.All.Select(system => (system, $"what the account may do on {system}")), wordToComplete);
}
