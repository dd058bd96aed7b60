using Spectre.Console;

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
        Table table = new Table().Border(TableBorder.Rounded).BorderStyle(Style(Tone.Dim));
        foreach (string header in listing.Headers)
        {
            table.AddColumn(new TableColumn(new Text(header, Style(Tone.Strong))));
        }

        foreach (IReadOnlyList<Piece> row in listing.Rows)
        {
            table.AddRow(row.Select(cell => new Text(Printable.Line(cell.Text), Style(cell.Tone))));
        }

        console.Write(table);
    }
}
