namespace ServiceGuru.Host.Console;

/// <summary>A table: headers and rows.</summary>
/// <param name="headers">The columns' headers.</param>
internal sealed class Listing(params string[] headers)
{
    private readonly List<IReadOnlyList<Piece>> _rows = [];
    private string[] _whole = [];
    private string[] _spare = [];

    public IReadOnlyList<string> Headers => headers;

    public IReadOnlyList<IReadOnlyList<Piece>> Rows => _rows;

    /// <summary>Gets the columns that can be left out where the width is not enough, the first one first.</summary>
    public IEnumerable<int> Spare => _spare.Select(header => Array.IndexOf(headers, header));

    /// <summary>Names the columns of which no text is broken: ids, hashes, states and times, which are copied and compared.</summary>
    public Listing Keeps(params string[] whole)
    {
        _whole = whole;
        return this;
    }

    /// <summary>Names the columns that are left out where the width is not enough, the first one first.</summary>
    public Listing Spares(params string[] spare)
    {
        _spare = spare;
        return this;
    }

    /// <summary>Tells whether no text of a column is broken.</summary>
    public bool IsWhole(int column) => _whole.Contains(headers[column]);

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
