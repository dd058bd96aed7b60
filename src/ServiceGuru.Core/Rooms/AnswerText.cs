using System.Text.RegularExpressions;

namespace ServiceGuru.Rooms;

/// <summary>
/// Reads what somebody wrote in answer to a gate. Only what is clear is an answer: a yes stands alone, or has its comment
/// behind a colon ("yes, but not today" is no yes); a no may have its reason behind any mark ("no problem" is no no).
/// </summary>
internal sealed partial class AnswerText
{
    private const int MostComment = 500;

    private readonly string _run;
    private readonly Regex? _value;

    /// <summary>Initializes a new instance of the <see cref="AnswerText"/> class.</summary>
    /// <param name="run">The run's id.</param>
    /// <param name="inputs">The names of the values that the gate asks for.</param>
    public AnswerText(string run, IReadOnlyCollection<string> inputs)
    {
        _run = run;
        _value = inputs.Count == 0 ? null
            : new Regex($@"(?<![\w-])(?<name>{string.Join('|', inputs.Select(Regex.Escape))})\s*=\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>Gives the short code of a run, for who wants to say which run is meant.</summary>
    public static string CodeOf(string run) => run[(run.LastIndexOf('-') + 1)..];

    /// <summary>Reads a text.</summary>
    /// <returns>The answer, or null where it is none, or one to another run.</returns>
    public (bool Yes, string? Comment, IReadOnlyDictionary<string, string> Values)? Read(string text)
    {
        Match match = Pattern().Match(text.Trim());
        if (!match.Success || Meaning(match.Groups["word"].Value) is not { } yes)
        {
            return null;
        }

        Group code = match.Groups["code"];
        if (code.Success && !code.Value.Equals(_run, StringComparison.OrdinalIgnoreCase) && !code.Value.Equals(CodeOf(_run), StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string rest = match.Groups["rest"].Value;
        string said = rest.TrimStart();
        if (said.Trim('.', '!', ' ', '\n', '\r').Length == 0 || Meaning(said.Trim()) == yes)
        {
            return (yes, null, new Dictionary<string, string>());
        }

        bool marked = rest[0] is '\n' or '\r' || (yes ? said[0] == ':' : IsMark(rest, said));
        bool gives = yes && _value?.Match(said) is { Success: true, Index: 0 };
        return marked || gives ? Split(yes, said.TrimStart(':', ',', ';', '.', '!', '-', '–', '—', ' ', '\n', '\r')) : null;
    }

    // A hyphen or a full stop within a word ("no-brainer", "no.1") sets nothing apart.
    private static bool IsMark(string rest, string said) => said[0] is '-' or '.'
        ? rest.Length > said.Length || said.Length == 1 || char.IsWhiteSpace(said[1]) || said[1] == said[0]
        : ":,;!–—(".Contains(said[0], StringComparison.Ordinal);

    private static bool? Meaning(string word) => word.ToLowerInvariant() switch
    {
        "yes" or "approve" or "approved" => true,
        "no" or "deny" or "denied" or "reject" or "rejected" => false,
        [':', .., ':'] named => AnswerEmoji.Answers(named[1..^1]),

        // Without its colons the name of an emoji is a word like others ("x-ray").
        var bare => bare is "+1" or "-1" || !char.IsAsciiLetter(bare[0]) ? AnswerEmoji.Answers(bare) : null,
    };

    private (bool, string?, IReadOnlyDictionary<string, string>)? Split(bool yes, string said)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        MatchCollection? given = _value?.Matches(said);
        int end = said.Length;
        for (int index = (given?.Count ?? 0) - 1; index >= 0; index--)
        {
            Match one = given![index];
            string value = said[(one.Index + one.Length)..end].Trim().TrimEnd(',', ';').Trim();
            values[one.Groups["name"].Value] = value is ['"', .., '"'] ? value[1..^1] : value;
            end = one.Index;
        }

        string comment = said[..end].Trim().TrimEnd(',', ';').Trim();
        return (yes, comment.Length == 0 ? null : comment.Length <= MostComment ? comment : comment[..MostComment] + "…", values);
    }

    // The word may be emphasized; what follows it decides.
    [GeneratedRegex(@"\A[*_~`]*(?<word>\+1|-1|:[a-z0-9_+:-]+:|\p{L}+|[^\p{L}\p{N}\s]+)[*_~`]*(?:[ \t]+(?:to|for)[ \t]+(?:run[ \t]+)?[*_~`]*(?<code>[a-z0-9]+(?:-[a-z0-9]+)*)[*_~`]*)?(?<rest>.*)\z", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
