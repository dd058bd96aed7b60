namespace ServiceGuru.Cmdlets;

/// <summary>Releases what was opened during a piece of work, last one first.</summary>
internal sealed class AsyncScope : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _held = [];

    public void Add(IAsyncDisposable held) => _held.Push(held);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_held.TryPop(out IAsyncDisposable? held))
        {
            await held.DisposeAsync().ConfigureAwait(false);
        }
    }
}
