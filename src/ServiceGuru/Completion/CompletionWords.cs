using System.Management.Automation;
using System.Management.Automation.Language;

namespace ServiceGuru.Completion;

/// <summary>Makes completions of words: those that begin as typed, quoted where PowerShell needs it.</summary>
internal static class CompletionWords
{
    /// <summary>Gives what was typed without its quotes, of which the last one is often missing.</summary>
    public static string Bare(string typed) => typed.Trim('\'', '"');

    public static IEnumerable<CompletionResult> Matching(IEnumerable<Candidate> candidates, string typed)
    {
        string start = Bare(typed);
        return [.. candidates.Where(candidate => candidate.Word.StartsWith(start, StringComparison.OrdinalIgnoreCase)).Select(Result)];
    }

    /// <summary>Quotes a word where PowerShell would take it for something else.</summary>
    public static string Quote(string word) => word.Length > 0 && char.IsAsciiLetterOrDigit(word[0]) && word.All(character => char.IsAsciiLetterOrDigit(character) || "-_./".Contains(character))
        ? word
        : $"'{CodeGeneration.EscapeSingleQuotedStringContent(word)}'";

    // PowerShell refuses an empty tooltip, and shows several lines of one badly.
    private static CompletionResult Result(Candidate candidate) =>
        new(Quote(candidate.Word), candidate.Word, CompletionResultType.ParameterValue, string.IsNullOrWhiteSpace(candidate.Hint) ? candidate.Word : candidate.Hint.ReplaceLineEndings(" "));
}
