namespace ServiceGuru.Operations;

/// <summary>A number and what it counts, as people read it.</summary>
public static class Quantity
{
    /// <summary>Writes it: <c>1 branch</c>, <c>2 branches</c>, <c>0 entries</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">One of them, a regular English noun.</param>
    /// <returns>The text.</returns>
    public static string Of(int count, string noun)
    {
        ArgumentException.ThrowIfNullOrEmpty(noun);
        return count == 1 ? $"1 {noun}" : $"{count} {Plural(noun)}";
    }

    private static string Plural(string noun) => noun switch
    {
        [.., 's' or 'x'] or [.., 'c' or 's', 'h'] => noun + "es",
        [.., not ('a' or 'e' or 'i' or 'o' or 'u'), 'y'] => noun[..^1] + "ies",
        _ => noun + "s",
    };
}
