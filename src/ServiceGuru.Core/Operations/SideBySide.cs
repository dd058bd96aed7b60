namespace ServiceGuru.Operations;

/// <summary>Asks for several things at once, bounded, with the answers in the order of the questions.</summary>
internal static class SideBySide
{
    /// <summary>How many repositories, channels or images are asked at once unless something else is said.</summary>
    public const int DefaultDegree = 8;

    /// <summary>Asks for each item; the first failure cancels the rest and is thrown.</summary>
    public static async Task<IReadOnlyList<TResult>> SelectAsync<TItem, TResult>(
        IReadOnlyList<TItem> items, Func<TItem, CancellationToken, Task<TResult>> ask, CancellationToken cancellationToken, int degree = DefaultDegree)
    {
        TResult[] results = new TResult[items.Count];
        ParallelOptions options = new() { MaxDegreeOfParallelism = degree, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, items.Count), options, async (index, token) =>
            results[index] = await ask(items[index], token).ConfigureAwait(false)).ConfigureAwait(false);
        return results;
    }
}
