using System.Text.RegularExpressions;

namespace ServiceGuru.ReleaseNotes;

/// <summary>
/// Finds the notes in a commit's message or a pull request's description: the lines between a line that ends in
/// <c>RELEASE NOTES BEGIN</c> and the next one that starts with <c>RELEASE NOTES END</c>.
/// </summary>
internal static partial class NoteBlocks
{
    private const string Begin = "RELEASE NOTES BEGIN";
    private const string End = "RELEASE NOTES END";

    /// <summary>Tells whether there is a block at all, be it empty.</summary>
    public static bool Any(string? text) => text is not null && Blocks(text).Any();

    /// <summary>Gives the notes that say something, in their order.</summary>
    public static IReadOnlyList<string> Find(string? text) =>
        text is null ? [] : [.. Blocks(text).Select(Clean).Where(note => !SaysNothing(note))];

    private static IEnumerable<string> Blocks(string text)
    {
        List<string>? block = null;
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.TrimEnd().EndsWith(Begin, StringComparison.Ordinal))
            {
                // A block that was never ended is no note; the last beginning counts.
                block = [];
            }
            else if (block is not null && line.TrimStart().StartsWith(End, StringComparison.Ordinal))
            {
                yield return string.Join('\n', block);
                block = null;
            }
            else
            {
                block?.Add(line.TrimEnd());
            }
        }
    }

    // What a template leaves in comments is invisible on the code host but not in a post.
    // Neither are characters that nobody sees but that a terminal obeys, or that make a line read otherwise than it is.
    private static string Clean(string block) => Comment().Replace(Invisible().Replace(block, string.Empty), string.Empty).Trim('\n', ' ', '\t');

    private static bool SaysNothing(string note) => note.ToLowerInvariant() is "" or "n/a" or "none" or "none.";

    [GeneratedRegex(@"[\p{Cc}\u202A-\u202E\u2066-\u2069-[\n\t]]", RegexOptions.CultureInvariant)]
    private static partial Regex Invisible();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comment();
}
