using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ServiceGuru.ReleaseNotes;

/// <summary>One line of text as a YAML scalar, quoted only where YAML would read something else.</summary>
internal static partial class YamlText
{
    public static string Scalar(string text) => Plain().IsMatch(text) && !IsOtherType(text) ? text : Quoted(text);

    private static bool IsOtherType(string text) =>
        text.ToLowerInvariant() is "true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n";

    private static string Quoted(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char character in text)
        {
            _ = character switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                _ when char.IsControl(character) => quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }

    // Begins with a letter, holds nothing that means something to YAML, and ends in no blank.
    [GeneratedRegex(@"^\p{L}(?:[\p{L}\p{N} ._/()\u2013+-]*[\p{L}\p{N}._/()+-])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
