namespace ServiceGuru.Host.Console;

/// <summary>A table: headers and rows.</summary>
/// <param name="headers">The columns' headers.</param>
internal sealed class Listing(params string[] headers)
{
    private readonly List<IReadOnlyList<Piece>> _rows = [];

    public IReadOnlyList<string> Headers => headers;

    public IReadOnlyList<IReadOnlyList<Piece>> Rows => _rows;

    /// <summary>Adds a row with one cell a column.</summary>
    public Listing Add(params Piece[] cells)
    {
        if (cells.Length != headers.Length)
        {
            throw new ArgumentException($"A row of this listing has {headers.Length} cells, not {cells.Length}.", nameof(cells));
        }

        _rows.Add(cells);
        return this;
    }
}
