using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceGuru.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ServiceGuru.Connectors.Yaml;

/// <summary>Writes single values.</summary>
internal static partial class YamlScalar
{
    /// <summary>Writes a value that needs no quotes: a number, a truth value, a duration, an enum's member.</summary>
    public static bool TryFormat(object value, out string? text)
    {
        text = value switch
        {
            bool truth => truth ? "true" : "false",
            TimeSpan duration => Format(duration),
            Enum member => JsonNamingPolicy.CamelCase.ConvertName(member.ToString()),
            IFormattable number and (int or long or double or decimal) => number.ToString(null, CultureInfo.InvariantCulture),
            _ => null,
        };
        return text is not null;
    }

    /// <summary>Writes a text so that it is read as a text, whatever it looks like.</summary>
    public static Scalar Quote(string text)
    {
        ScalarStyle style = LooksLikeText().IsMatch(text) && !LooksLikeSomethingElse().IsMatch(text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted;
        return new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: style == ScalarStyle.Plain, isQuotedImplicit: true);
    }

    private static string Format(TimeSpan duration) =>
        duration >= TimeSpan.Zero && duration.Ticks % TimeSpan.TicksPerMillisecond == 0
            ? Duration.Format(duration)
            : throw new ArgumentException($"The duration {duration.ToString("c", CultureInfo.InvariantCulture)} is negative or no whole number of milliseconds.", nameof(duration));

    // Narrower than YAML: what could mean something in any place of a document gets quotes.
    [GeneratedRegex(@"\A[A-Za-z/](?:[A-Za-z0-9_./@()+=-]|:(?=[^ ])| (?=[A-Za-z0-9]))*\z")]
    private static partial Regex LooksLikeText();

    [GeneratedRegex(@"\A(?:true|false|yes|no|on|off|y|n|null)\z", RegexOptions.IgnoreCase)]
    private static partial Regex LooksLikeSomethingElse();
}
