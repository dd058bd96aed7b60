namespace ServiceGuru.Connectors.Network;

/// <summary>A token that ends with the caller's or after a while.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _either;

    public Deadline(TimeSpan after, TimeProvider time, CancellationToken cancellationToken)
    {
        _late = new CancellationTokenSource(after, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _late.Token);
    }

    public CancellationToken Token => _either.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _either.Dispose();
        _late.Dispose();
    }
}
