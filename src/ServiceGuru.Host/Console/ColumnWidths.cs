using Spectre.Console;
using Spectre.Console.Rendering;

namespace ServiceGuru.Host.Console;

/// <summary>Shares the width of a terminal out among the columns of a table, so that no id, time or word in it is broken.</summary>
/// <param name="listing">The table.</param>
/// <param name="options">How texts are measured.</param>
internal sealed class ColumnWidths(Listing listing, RenderOptions options)
{
    // What has no blanks and is longer, such as an address, may be broken; else it alone would decide about the table.
    private const int LongestWord = 20;

    // A blank on either side, and a line between two.
    private const int Around = 3;

    /// <summary>Finds the widths.</summary>
    /// <param name="width">The terminal's width.</param>
    /// <returns>How wide each column is, by its index, without those that are left out; null where that does not do either.</returns>
    public SortedDictionary<int, int>? Fit(int width)
    {
        List<Column> columns = [.. Enumerable.Range(0, listing.Headers.Count).Select(Measure)];
        Stack<Column> leftOut = new();
        using IEnumerator<int> spare = listing.Spare.GetEnumerator();
        while (!HaveRoom(width, columns))
        {
            if (!spare.MoveNext())
            {
                return null;
            }

            leftOut.Push(columns.Find(column => column.Index == spare.Current)!);
            columns.Remove(leftOut.Peek());
        }

        // A narrow one may have room where a wide one that went later had none.
        foreach (Column column in leftOut.Where(column => HaveRoom(width, [.. columns, column])))
        {
            columns.Add(column);
        }

        return Share(columns, Room(width, columns));
    }

    private static bool HaveRoom(int width, List<Column> columns) => columns.Sum(column => column.Least) <= Room(width, columns);

    private static int Room(int width, List<Column> columns) => width - (columns.Count * Around) - 1;

    // The widest give first: a short text gains nothing by a long one's room.
    private static SortedDictionary<int, int> Share(List<Column> columns, int room)
    {
        SortedDictionary<int, int> widths = new(columns.ToDictionary(column => column.Index, column => Math.Min(column.Most, Math.Max(room, column.Least))));
        for (int excess = widths.Values.Sum() - room; excess > 0; excess--)
        {
            widths[columns.Where(column => widths[column.Index] > column.Least).MaxBy(column => widths[column.Index])!.Index]--;
        }

        return widths;
    }

    private Column Measure(int index)
    {
        List<Measurement> texts = [.. listing.Rows.Select(row => row[index].Text).Prepend(listing.Headers[index]).Select(Measure)];
        int most = texts.Max(text => text.Max);
        return new Column(index, listing.IsWhole(index) ? most : Math.Min(texts.Max(text => text.Min), LongestWord), most);
    }

    private Measurement Measure(string text) => ((IRenderable)new Text(Printable.Line(text))).Measure(options, int.MaxValue);

    private sealed record Column(int Index, int Least, int Most);
}
