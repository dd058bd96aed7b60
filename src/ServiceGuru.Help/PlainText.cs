using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ServiceGuru.Help;

/// <summary>Writes Markdown as text for a terminal.</summary>
internal static class PlainText
{
    /// <summary>As wide as it gets: the engine wraps the help of cmdlets itself.</summary>
    public const int Unlimited = int.MaxValue;

    private const int Step = 4;
    private const int Gap = 2;
    private const int NarrowestColumn = 16;

    /// <summary>Gives inline text without its markup. A link is followed by its address, unless it leads to another page.</summary>
    public static string Of(ContainerInline? inlines)
    {
        StringBuilder text = new();
        foreach (Inline inline in inlines ?? Enumerable.Empty<Inline>())
        {
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                LineBreakInline => " ",
                AutolinkInline address => address.Url,
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                LinkInline link => OfLink(link),
                ContainerInline container => Of(container),
                _ => string.Empty,
            });
        }

        return text.ToString();
    }

    /// <summary>Gives the paragraphs of blocks: one for each paragraph, item, code block or table.</summary>
    public static IEnumerable<string> Paragraphs(IEnumerable<Block> blocks) => blocks.SelectMany(block => block is ListBlock list
        ? list.Select(item => string.Join('\n', Lines([item], Unlimited)))
        : [string.Join('\n', Lines([block], Unlimited))]);

    /// <summary>Gives the lines of blocks with an empty line between two of them.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="width">How long a line may be. Code is never wrapped.</param>
    public static IEnumerable<string> Lines(IEnumerable<Block> blocks, int width)
    {
        bool first = true;
        foreach (Block block in blocks)
        {
            if (!first)
            {
                yield return string.Empty;
            }

            first = false;
            foreach (string line in LinesOf(block, width))
            {
                yield return line;
            }
        }
    }

    /// <summary>Breaks a text at spaces. A word that is longer than a line has one of its own.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        StringBuilder line = new();
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : string.Empty).Append(word);
        }

        yield return line.ToString();
    }

    /// <summary>Moves lines to the right; empty ones stay empty.</summary>
    public static IEnumerable<string> Indent(IEnumerable<string> lines, int by) => lines.Select(line => line.Length == 0 ? line : new string(' ', by) + line);

    private static IEnumerable<string> LinesOf(Block block, int width) => block switch
    {
        ParagraphBlock paragraph => Wrap(Of(paragraph.Inline), width),
        CodeBlock code => Indent(code.Lines.ToString().TrimEnd().Split('\n'), Step),
        ListBlock list => list.SelectMany(item => LinesOf(item, width)),
        ListItemBlock item => Item(item, width),
        Table table => Rows(table, width),
        QuoteBlock quote => Indent(Lines(quote, width - Step), Step),
        ContainerBlock container => Lines(container, width),
        _ => [],
    };

    private static IEnumerable<string> Item(ListItemBlock item, int width)
    {
        string mark = item.Parent is ListBlock { IsOrdered: true } ? $"{item.Order}. " : "- ";
        return Lines(item, width - mark.Length).Select((line, index) => index == 0 ? mark + line : line.Length == 0 ? line : new string(' ', mark.Length) + line);
    }

    private static IEnumerable<string> Rows(Table table, int width)
    {
        List<string[]> rows = [.. table.OfType<TableRow>().Select(row => row.OfType<TableCell>().Select(cell => string.Join(' ', Lines(cell, Unlimited))).ToArray())];
        int[] columns = [.. Enumerable.Range(0, rows.Max(row => row.Length))];
        int[] widths = [.. columns.Select(column => rows.Max(row => column < row.Length ? row[column].Length : 0))];
        int[] least = [.. columns.Select(column => Math.Max(Math.Min(NarrowestColumn, widths[column]), rows.SelectMany(row => column < row.Length ? row[column].Split(' ') : []).Max(word => word.Length)))];
        while (widths.Sum() + (Gap * (widths.Length - 1)) > width)
        {
            // Narrower, and a name that people copy would be broken, or a sentence become a column of single words.
            if (columns.Where(column => widths[column] > least[column]).OrderByDescending(column => widths[column]).Cast<int?>().FirstOrDefault() is not { } widest)
            {
                return rows.Skip(1).SelectMany((row, index) => Record(row, rows[0], width).Prepend(string.Empty).Skip(index == 0 ? 1 : 0));
            }

            widths[widest]--;
        }

        return rows.SelectMany((row, index) => index == 0 ? Row(row, widths).Append(string.Join("  ", widths.Select(each => new string('-', each)))) : Row(row, widths));
    }

    /// <summary>A row that is too wide for a line: its first cell, and the others below it.</summary>
    private static IEnumerable<string> Record(string[] cells, string[] titles, int width) =>
        Wrap(cells[0], width).Concat(cells.Zip(titles).Skip(1).Where(cell => cell.First.Length > 0)
            .SelectMany(cell => Indent(Wrap(cell.Second.Length > 0 ? $"{cell.Second}: {cell.First}" : cell.First, width - Step), Step)));

    private static IEnumerable<string> Row(string[] cells, int[] widths)
    {
        string[][] wrapped = [.. cells.Select((cell, column) => Wrap(cell, widths[column]).ToArray())];
        return Enumerable.Range(0, wrapped.Max(cell => cell.Length)).Select(line =>
            string.Join(new string(' ', Gap), wrapped.Select((cell, column) => (line < cell.Length ? cell[line] : string.Empty).PadRight(widths[column]))).TrimEnd());
    }

    private static string OfLink(LinkInline link)
    {
        string text = Of(link);
        return Uri.TryCreate(link.Url, UriKind.Absolute, out Uri? address) && address.Scheme.StartsWith("http", StringComparison.Ordinal) && text != link.Url ? $"{text} ({link.Url})" : text;
    }
}
