using System.Text.RegularExpressions;
using ServiceGuru.Documents;

namespace ServiceGuru.Runbooks;

/// <summary>
/// A path to a value that is known only when the run is under way. There is no expression language. A text that only
/// looks like a reference is written with one <c>$</c> more: <c>$${{</c> stands for <c>${{</c>.
/// </summary>
/// <param name="Path">Its parts, e.g. <c>steps</c>, <c>move</c>, <c>output</c>, <c>revisions</c>.</param>
internal sealed partial record Reference(IReadOnlyList<string> Path)
{
    private const string Beginning = "${{";

    /// <summary>Gets the step that it refers to, or null for a parameter.</summary>
    public string? Step => Path is ["steps", var step, "output", ..] ? step : null;

    /// <summary>Gets the parameter that it refers to, or null for a step's output.</summary>
    public string? Parameter => Path is ["parameters", var name] ? name : null;

    /// <summary>Gets the way into the target's item, or null where it refers to something else.</summary>
    public IReadOnlyList<string>? Item => Path[0] == "item" ? [.. Path.Skip(1)] : null;

    /// <summary>Whether a node is a reference and nothing else, so that the value keeps its type.</summary>
    public static Reference? Whole(DocumentNode node)
    {
        if (node is not ScalarNode { Value: { } text })
        {
            return null;
        }

        Match match = Pattern().Match(text);
        return match.Success && match.Length == text.Length && !IsEscape(match) ? FromMatch(match) : null;
    }

    /// <summary>Finds all references in a node's text.</summary>
    public static IEnumerable<Reference> In(DocumentNode node) => node is ScalarNode { Value: { } text }
        ? Pattern().Matches(text).Where(match => !IsEscape(match)).Select(FromMatch)
        : [];

    /// <summary>Whether a text holds something that looks like a reference.</summary>
    public static bool LooksLikeOne(string? text) => text?.Contains(Beginning, StringComparison.Ordinal) == true;

    /// <summary>Counts what looks like the beginning of a reference in a text.</summary>
    public static int BeginningsIn(string text) => text.AsSpan().Count(Beginning) - Pattern().Matches(text).Count(IsEscape);

    /// <summary>Replaces the references in a text.</summary>
    public static string Replace(string text, Func<Reference, string> value) =>
        Pattern().Replace(text, match => IsEscape(match) ? Beginning : value(FromMatch(match)));

    /// <summary>Writes a text so that it is taken as it is.</summary>
    public static string Escape(string text) => text.Replace(Beginning, "$" + Beginning, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"${{{{ {string.Join('.', Path)} }}}}";

    private static bool IsEscape(Match match) => match.Groups["escape"].Success;

    private static Reference FromMatch(Match match) => new(match.Groups["path"].Value.Split('.'));

    [GeneratedRegex(@"(?<escape>\$\$\{\{)|\$\{\{\s*(?<path>[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*)\s*\}\}")]
    private static partial Regex Pattern();
}
