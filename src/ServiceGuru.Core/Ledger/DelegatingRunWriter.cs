using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Ledger;

/// <summary>A writer around another one: override what shall be seen or changed on the way.</summary>
/// <param name="inner">The other writer; disposed with this one.</param>
public abstract class DelegatingRunWriter(IRunWriter inner) : IRunWriter
{
    /// <inheritdoc/>
    public virtual RunState State => inner.State;

    /// <inheritdoc/>
    public virtual CancellationToken Lost => inner.Lost;

    /// <inheritdoc/>
    public virtual ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken) => inner.AppendAsync(runEvent, cancellationToken);

    /// <inheritdoc/>
    public virtual Task TakeServiceAsync(CancellationToken cancellationToken) => inner.TakeServiceAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<PostedRequest>> ReadRequestsAsync(CancellationToken cancellationToken) => inner.ReadRequestsAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task RemoveRequestAsync(string id, CancellationToken cancellationToken) => inner.RemoveRequestAsync(id, cancellationToken);

    /// <inheritdoc/>
    public virtual Task TellAsync(IReadOnlyList<ProgressLine> lines, CancellationToken cancellationToken) => inner.TellAsync(lines, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync() => inner.DisposeAsync();
}
