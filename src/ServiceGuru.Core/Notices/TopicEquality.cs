using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ServiceGuru.Notices;

/// <summary>
/// Whether a topic read back is the one that was set. Slack gives emoji back as <c>:warning:</c>, so that the same topic
/// is not the same text. What a system escapes, its connector undoes.
/// </summary>
internal static partial class TopicEquality
{
    /// <summary>Compares exactly first, then sign by sign with what a chat system rewrites.</summary>
    public static bool Same(string? left, string? right)
    {
        if (left is null || right is null || string.Equals(left, right, StringComparison.Ordinal))
        {
            return string.Equals(left, right, StringComparison.Ordinal);
        }

        List<string> leftSigns = [.. Signs(left)];
        List<string> rightSigns = [.. Signs(right)];
        return leftSigns.Count == rightSigns.Count && leftSigns.Zip(rightSigns).All(pair => SameSign(pair.First, pair.Second));
    }

    // Which emoji a short code stands for is not known here; two emoji, or two codes, must be the same one.
    private static bool SameSign(string left, string right) =>
        string.Equals(left, right, StringComparison.Ordinal) || (IsEmoji(left) && IsCode(right)) || (IsCode(left) && IsEmoji(right));

    private static IEnumerable<string> Signs(string topic)
    {
        string plain = topic.Trim();
        int at = 0;
        foreach (Match code in ShortCode().Matches(plain))
        {
            foreach (string element in Elements(plain[at..code.Index]))
            {
                yield return element;
            }

            yield return code.Value;
            at = code.Index + code.Length;
        }

        foreach (string element in Elements(plain[at..]))
        {
            yield return element;
        }
    }

    private static IEnumerable<string> Elements(string text)
    {
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            yield return elements.GetTextElement();
        }
    }

    private static bool IsCode(string sign) => sign.Length > 2 && sign[0] == ':' && sign[^1] == ':';

    private static bool IsEmoji(string sign) => Rune.GetUnicodeCategory(sign.EnumerateRunes().First()) == UnicodeCategory.OtherSymbol;

    // At least one letter: 10:30:45 holds no short code.
    [GeneratedRegex(":[a-z0-9_+'-]*[a-z][a-z0-9_+'-]*:", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ShortCode();
}
