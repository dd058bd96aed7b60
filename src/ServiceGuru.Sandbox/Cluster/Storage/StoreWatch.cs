using System.Threading.Channels;

namespace ServiceGuru.Sandbox.Cluster.Storage;

/// <summary>One subscription to changes of a kind.</summary>
/// <param name="version">The store's version when it began.</param>
/// <param name="forget">Called when it ends.</param>
internal sealed class StoreWatch(long version, Action<StoreWatch> forget) : IDisposable
{
    // A reader that falls this far behind is cut off, as API servers do; it lists again.
    private const int Backlog = 2048;

    private readonly Channel<StoreChange> live = Channel.CreateBounded<StoreChange>(Backlog);
    private readonly List<StoreChange> missed = [];

    /// <summary>Gets the store's version when the subscription began.</summary>
    public long StartVersion => version;

    /// <summary>Gets the kind that is followed.</summary>
    public required ResourceKind Kind { get; init; }

    /// <summary>Gets what had happened before the subscription began.</summary>
    public IReadOnlyList<StoreChange> Missed => missed;

    /// <summary>Gets what happens from then on; completes when the reader was too slow.</summary>
    public ChannelReader<StoreChange> Live => live.Reader;

    /// <summary>Adds to <see cref="Missed"/>.</summary>
    public void Catch(StoreChange change) => missed.Add(change);

    /// <summary>Adds to <see cref="Live"/>.</summary>
    public void Offer(StoreChange change)
    {
        if (!live.Writer.TryWrite(change))
        {
            live.Writer.TryComplete();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => forget(this);
}
