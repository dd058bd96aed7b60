namespace ServiceGuru.ReleaseNotes;

/// <summary>A note as an item of a Markdown list that breaks no site.</summary>
internal static class NoteBullet
{
    private const string Indent = "  ";

    /// <summary>Gives the item, further lines indented so that they stay in it, the link at its end.</summary>
    public static string Of(ReleaseNote note)
    {
        string[] lines = WithoutOwnMarker(MdxText.Escape(note.Text)).Split('\n');
        bool code = lines[^1].TrimStart().StartsWith("```", StringComparison.Ordinal) || lines[^1].TrimStart().StartsWith("~~~", StringComparison.Ordinal);
        string link = Link(note);

        // A fence must stand alone on its line.
        IEnumerable<string> all = code ? [.. lines, string.Empty, link] : [.. lines[..^1], $"{lines[^1]} {link}"];
        return $"- {string.Join('\n', all.Select((line, index) => index == 0 || line.Length == 0 ? line : Indent + line))}";
    }

    private static string Link(ReleaseNote note)
    {
        string label = note.PullRequest is { } number ? $"{note.Repository}#{number}"
            : note.Url is { } url ? $"{note.Repository}@{url.Segments[^1][..7]}"
            : note.Repository;
        return note.Url is null ? $"({label})" : $"([{label}]({note.Url}))";
    }

    // Some authors write their one note as a list of one item.
    private static string WithoutOwnMarker(string text)
    {
        string[] lines = text.Split('\n');
        bool single = IsItem(lines[0]) && !lines.Skip(1).Any(IsItem);
        return !single ? text : string.Join('\n', lines.Select((line, index) =>
            index == 0 ? line[2..].TrimStart() : line.StartsWith(Indent, StringComparison.Ordinal) ? line[2..] : line));
    }

    private static bool IsItem(string line) => line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("* ", StringComparison.Ordinal);
}
