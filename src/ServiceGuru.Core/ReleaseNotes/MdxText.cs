using System.Text;
using System.Text.RegularExpressions;

namespace ServiceGuru.ReleaseNotes;

/// <summary>
/// Markdown as Docusaurus reads it, which is MDX: outside of code a <c>&lt;</c> begins a component and a <c>{</c> an
/// expression, and one that is meant as a sign breaks the build of the whole site.
/// </summary>
internal static partial class MdxText
{
    /// <summary>Gives the text with both escaped outside of code, and with addresses in angle brackets as plain addresses.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new();
        bool fenced = false;
        foreach ((string line, int index) in text.Split('\n').Select((line, index) => (line, index)))
        {
            bool fence = IsFence(line);
            fenced ^= fence;
            escaped.Append(index == 0 ? string.Empty : "\n").Append(fence || fenced ? line : EscapeLine(line));
        }

        return escaped.ToString();
    }

    /// <summary>Gives the line with inline code blanked out, of the same length, so that columns stay.</summary>
    public static string WithoutCode(string line) => Code().Replace(line, match => new string(' ', match.Length));

    public static bool IsFence(string line) =>
        line.TrimStart().StartsWith("```", StringComparison.Ordinal) || line.TrimStart().StartsWith("~~~", StringComparison.Ordinal);

    private static string EscapeLine(string line)
    {
        string source = AutoLink().Replace(line, match => match.Groups[1].Value);

        // As many signs as before: what stands in code is told by its place.
        string plain = WithoutCode(source);
        StringBuilder escaped = new(source.Length);
        for (int at = 0; at < source.Length; at++)
        {
            if (plain[at] is '<' or '{' && !IsEscaped(source, at))
            {
                escaped.Append('\\');
            }

            escaped.Append(source[at]);
        }

        return escaped.ToString();
    }

    /// <summary>Tells whether an odd number of backslashes stands before a sign.</summary>
    public static bool IsEscaped(string line, int at)
    {
        int slashes = 0;
        while (at - slashes > 0 && line[at - slashes - 1] == '\\')
        {
            slashes++;
        }

        return slashes % 2 == 1;
    }

    [GeneratedRegex("(?<!`)(`+)(?!`)(.+?)(?<!`)\\1(?!`)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Code();

    [GeneratedRegex("<(https?://[^\\s<>`]+)>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AutoLink();
}
