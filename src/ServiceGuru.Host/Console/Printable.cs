using System.Text;

namespace ServiceGuru.Host.Console;

/// <summary>
/// Makes text of outside systems (commit messages, logs) harmless: an escape sequence in it must neither color nor
/// rewrite what a person sees.
/// </summary>
internal static class Printable
{
    /// <summary>Gives the text with its control characters shown as symbols, on one line.</summary>
    public static string Line(string text)
    {
        if (!text.Any(character => char.IsControl(character) || TurnsText(character)))
        {
            return text;
        }

        StringBuilder clean = new(text.Length);
        foreach (char character in text)
        {
            clean.Append(character switch
            {
                '\n' or '\t' => ' ',
                '\r' => string.Empty,
                < ' ' => ((char)(0x2400 + character)).ToString(),
                _ when char.IsControl(character) || TurnsText(character) => "\u2421",
                _ => character.ToString(),
            });
        }

        return clean.ToString();
    }

    // Embeddings, overrides and isolates of writing direction: with them a line shows something else than it says.
    private static bool TurnsText(char character) => character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
