using Spectre.Console;
using Spectre.Console.Rendering;

namespace ServiceGuru.Host.Console;

/// <summary>Colors and drawn tables, for a person.</summary>
internal sealed class TerminalScreen(IAnsiConsole console) : IScreen
{
    // Wide enough that the terminal breaks long lines and not we: a command that we break can't be copied.
    private const int Unbroken = 100_000;

    public static Style Style(Tone tone) => tone switch
    {
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Dim => new Style(Color.Grey),
        Tone.Good => new Style(Color.Green),
        Tone.Warn => new Style(Color.Yellow),
        Tone.Bad => new Style(Color.Red),
        _ => Spectre.Console.Style.Plain,
    };

    public void Line(params IEnumerable<Piece> pieces)
    {
        int width = console.Profile.Width;
        console.Profile.Width = Unbroken;
        try
        {
            Paragraph line = new();
            foreach (Piece piece in pieces)
            {
                line.Append(Printable.Line(piece.Text), Style(piece.Tone));
            }

            console.Write(line);
            console.WriteLine();
        }
        finally
        {
            console.Profile.Width = width;
        }
    }

    public void Table(Listing listing)
    {
        if (new ColumnWidths(listing, RenderOptions.Create(console)).Fit(console.Profile.Width) is not { } columns)
        {
            OneBelowTheOther(listing);
            return;
        }

        Table table = new Table().Border(TableBorder.Rounded).BorderStyle(Style(Tone.Dim));
        foreach ((int column, int width) in columns)
        {
            table.AddColumn(new TableColumn(new Text(listing.Headers[column], Style(Tone.Strong))) { Width = width });
        }

        foreach (IReadOnlyList<Piece> row in listing.Rows)
        {
            table.AddRow(columns.Keys.Select(column => new Text(Printable.Line(row[column].Text), Style(row[column].Tone))));
        }

        console.Write(table);
        List<string> leftOut = [.. listing.Headers.Where((_, column) => !columns.ContainsKey(column))];
        if (leftOut.Count > 0)
        {
            Line(new Piece($"The terminal has no room for: {string.Join(", ", leftOut)}.", Tone.Dim));
        }
    }

    // Lines that the terminal breaks can be copied; a table that it breaks, or that breaks an id, can't.
    private void OneBelowTheOther(Listing listing)
    {
        foreach (IReadOnlyList<Piece> row in listing.Rows)
        {
            for (int column = 0; column < row.Count; column++)
            {
                if (row[column].Text.Length > 0)
                {
                    Line(new Piece($"{listing.Headers[column]}: ", Tone.Dim), row[column]);
                }
            }

            Line();
        }
    }
}
