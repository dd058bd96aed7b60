namespace ServiceGuru.Host.Console;

/// <summary>Breaks prose into lines.</summary>
internal static class WordWrap
{
    /// <summary>Breaks a text between words; a word that is longer than the width has a line of its own.</summary>
    /// <param name="text">The text; its own line breaks count as spaces.</param>
    /// <param name="width">The most characters a line, at least 1.</param>
    /// <returns>The lines.</returns>
    public static IEnumerable<string> Lines(string text, int width)
    {
        string line = string.Empty;
        foreach (string word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = string.Empty;
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        if (line.Length > 0)
        {
            yield return line;
        }
    }
}
