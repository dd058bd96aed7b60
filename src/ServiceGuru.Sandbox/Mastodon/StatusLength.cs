using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceGuru.Sandbox.Mastodon;

/// <summary>How an instance counts (app/validators/status_length_validator.rb): graphemes, addresses as 23, mentions without their instance.</summary>
internal static partial class StatusLength
{
    /// <summary>What every address counts.</summary>
    public const int PerUrl = 23;

    /// <summary>Counts.</summary>
    public static int Of(string text)
    {
        string shortened = Url().Replace(text, new string('x', PerUrl));
        return new StringInfo(Remote().Replace(shortened, match => $"@{match.Groups[1].Value}")).LengthInTextElements;
    }

    /// <summary>Finds the addresses in a text.</summary>
    public static MatchCollection Urls(string text) => Url().Matches(text);

    [GeneratedRegex(@"https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/[^\s<>""]*[\w/#=&-])?")]
    private static partial Regex Url();

    [GeneratedRegex(@"(?<![\w/])@(\w[\w.-]*)@[\w.-]+\w")]
    private static partial Regex Remote();
}
