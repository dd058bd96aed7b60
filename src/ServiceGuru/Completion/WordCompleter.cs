using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ServiceGuru.Cmdlets;
using ServiceGuru.Connectors.Completion;

namespace ServiceGuru.Completion;

/// <summary>Completes words that files on this machine tell; asks no outside system, and never fails.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        LocalCandidates candidates = new(ModuleSettings.Create(CompletionLocation.Get()));
        return CompletionWords.Matching(Words(candidates, new TypedLine(fakeBoundParameters, CompletionWords.Bare(wordToComplete))), wordToComplete);
    }

    /// <summary>The words.</summary>
    private protected abstract IEnumerable<Candidate> Words(LocalCandidates candidates, TypedLine line);
}
