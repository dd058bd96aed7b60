using System.Management.Automation;
using System.Management.Automation.Language;

namespace ServiceGuru.Completion;

/// <summary>Makes completions of words: those that begin as typed, quoted where PowerShell needs it.</summary>
internal static class CompletionWords
{
    public static IEnumerable<CompletionResult> Matching(IEnumerable<(string Word, string Hint)> words, string typed)
    {
        string start = typed.Trim('\'', '"');
        foreach ((string word, string hint) in words)
        {
            if (word.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                yield return new CompletionResult(Quote(word), word, CompletionResultType.ParameterValue, hint);
            }
        }
    }

    private static string Quote(string word) => word.All(character => char.IsAsciiLetterOrDigit(character) || "-_./".Contains(character))
        ? word
        : $"'{CodeGeneration.EscapeSingleQuotedStringContent(word)}'";
}
