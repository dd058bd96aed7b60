namespace ServiceGuru.ReleaseNotes.Rules;

/// <summary>A post, read as far as the rules need it: front matter, lines, entries.</summary>
internal sealed record PostText(IReadOnlyDictionary<string, string>? FrontMatter, IReadOnlyList<PostLine> Body, IReadOnlyList<PostEntry> Entries)
{
    private const string Fence = "---";

    /// <summary>Reads a text with LF line ends.</summary>
    public static PostText Read(string text)
    {
        string[] lines = text.Split('\n');
        int end = lines[0].TrimEnd() == Fence ? Array.FindIndex(lines, 1, line => line.TrimEnd() == Fence) : -1;
        List<PostLine> body = [.. Lines(lines, end + 1)];
        return new PostText(end < 0 ? null : Keys(lines[1..end]), body, [.. EntriesOf(body)]);
    }

    private static Dictionary<string, string> Keys(IEnumerable<string> lines)
    {
        Dictionary<string, string> keys = new(StringComparer.Ordinal);
        foreach (string line in lines.Where(line => line.Length > 0 && !char.IsWhiteSpace(line[0])))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                keys[line[..colon]] = line[(colon + 1)..].Trim();
            }
        }

        return keys;
    }

    private static IEnumerable<PostLine> Lines(string[] lines, int first)
    {
        bool fenced = false;
        for (int at = first; at < lines.Length; at++)
        {
            bool fence = MdxText.IsFence(lines[at]);
            fenced ^= fence;
            yield return new PostLine(at + 1, lines[at], fence || fenced ? new string(' ', lines[at].Length) : MdxText.WithoutCode(lines[at]));
        }
    }

    private static IEnumerable<PostEntry> EntriesOf(IReadOnlyList<PostLine> body)
    {
        List<PostLine> entry = [];
        foreach (PostLine line in body)
        {
            bool goesOn = entry.Count > 0 && (line.IsIndented || line.IsBlank);
            if (!goesOn && entry.Count > 0)
            {
                yield return new PostEntry(WithoutBlankEnd(entry));
                entry = [];
            }

            if (goesOn || line.BeginsEntry)
            {
                entry.Add(line);
            }
        }

        if (entry.Count > 0)
        {
            yield return new PostEntry(WithoutBlankEnd(entry));
        }
    }

    private static List<PostLine> WithoutBlankEnd(List<PostLine> lines) => [.. lines.Take(lines.FindLastIndex(line => !line.IsBlank) + 1)];
}
