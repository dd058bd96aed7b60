namespace ServiceGuru.Posts;

/// <summary>The title and the news of a blog post.</summary>
/// <param name="Title">The title in the front matter, else the first heading, or null.</param>
/// <param name="Items">The items of its lists, without markup; its paragraphs where it has no list.</param>
internal sealed record PostNews(string? Title, IReadOnlyList<string> Items)
{
    private const string Fence = "---";

    /// <summary>Reads a post.</summary>
    public static PostNews Read(string markdown)
    {
        List<string> lines = [.. markdown.ReplaceLineEndings("\n").Split('\n')];
        string? title = null;
        if (lines[0] == Fence && lines.IndexOf(Fence, 1) is > 0 and { } end)
        {
            title = lines[1..end].Where(line => line.StartsWith("title:", StringComparison.Ordinal)).Select(line => line["title:".Length..].Trim().Trim('"', '\'')).FirstOrDefault();
            lines = lines[(end + 1)..];
        }

        lines = WithoutCode(lines);
        title ??= lines.Where(line => line.StartsWith('#')).Select(line => MarkdownText.Plain(line.TrimStart('#'))).FirstOrDefault();
        IReadOnlyList<string> items = Blocks(lines, inList: true);
        return new PostNews(title, items.Count > 0 ? items : Blocks(lines, inList: false));
    }

    private static List<string> WithoutCode(IEnumerable<string> lines)
    {
        List<string> prose = [];
        bool code = false;
        foreach (string line in lines)
        {
            bool fence = line.TrimStart().StartsWith("```", StringComparison.Ordinal) || line.TrimStart().StartsWith("~~~", StringComparison.Ordinal);
            if (!code && !fence && !line.StartsWith(":::", StringComparison.Ordinal))
            {
                prose.Add(line);
            }

            code ^= fence;
        }

        return prose;
    }

    private static List<string> Blocks(IEnumerable<string> lines, bool inList)
    {
        List<string> blocks = [];
        List<string>? open = null;
        foreach (string line in lines.Append(string.Empty))
        {
            bool item = IsItem(line);
            bool goesOn = open is not null && line.Length > 0 && !line.StartsWith('#') && (inList ? char.IsWhiteSpace(line[0]) : !item);
            if (goesOn)
            {
                open!.Add(IsItem(line.TrimStart()) ? $"\u2013 {line.TrimStart()[2..]}" : line.Trim());
                continue;
            }

            // A blank line inside an item does not end it; a paragraph it does.
            if (inList && line.Length == 0)
            {
                continue;
            }

            Close(blocks, ref open);
            if (inList ? item : line.Length > 0 && !line.StartsWith('#'))
            {
                open = [inList ? line[2..].Trim() : line.Trim()];
            }
        }

        Close(blocks, ref open);
        return blocks;
    }

    private static void Close(List<string> blocks, ref List<string>? open)
    {
        if (open is not null && MarkdownText.Plain(string.Join(' ', open)) is { Length: > 0 } text)
        {
            blocks.Add(text);
        }

        open = null;
    }

    private static bool IsItem(string line) => line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("* ", StringComparison.Ordinal);
}
