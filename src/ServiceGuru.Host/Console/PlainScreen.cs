namespace ServiceGuru.Host.Console;

/// <summary>Plain lines without control characters, for files, pipes and logs.</summary>
internal sealed class PlainScreen(TextWriter writer) : IScreen
{
    public void Line(params IEnumerable<Piece> pieces) =>
        writer.WriteLine(string.Concat(pieces.Select(piece => Printable.Line(piece.Text))).TrimEnd());

    public void Table(Listing listing)
    {
        List<string[]> rows = [[.. listing.Headers.Select(header => header.ToUpperInvariant())]];
        rows.AddRange(listing.Rows.Select(row => row.Select(cell => Printable.Line(cell.Text)).ToArray()));
        int[] widths = [.. Enumerable.Range(0, listing.Headers.Count).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            writer.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        writer.WriteLine();
    }
}
