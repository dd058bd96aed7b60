namespace ServiceGuru.Host.Console;

/// <summary>Where text for people goes: a terminal with colors, or plain lines.</summary>
internal interface IScreen
{
    /// <summary>Writes one line; no pieces make an empty one.</summary>
    void Line(params IEnumerable<Piece> pieces);

    /// <summary>Writes a table.</summary>
    void Table(Listing listing);
}
