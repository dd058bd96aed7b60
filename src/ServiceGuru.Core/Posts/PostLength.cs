using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceGuru.Posts;

/// <summary>
/// Counts as Mastodon does (app/validators/status_length_validator.rb): characters are graphemes, an address counts a fixed
/// number, and of a mention only the name without its instance counts. In doubt it counts more rather than less.
/// </summary>
internal static partial class PostLength
{
    /// <summary>Counts the characters of a text.</summary>
    public static int Of(string text, PostLimits limits)
    {
        string counted = Address().Replace(text, address => new string('x', limits.CharactersPerUrl));
        return new StringInfo(Mention().Replace(counted, "@${name}")).LengthInTextElements;
    }

    // A host needs a dot; what ends a sentence or closes a bracket is not part of the address.
    [GeneratedRegex("""(?<![\w@/])https?://[^\s/.]+\.[^\s]*[^\s.,;:!?'")\]}\u2026]""", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<![\w/@])@(?<name>[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)@[\w.-]*\w")]
    private static partial Regex Mention();
}
