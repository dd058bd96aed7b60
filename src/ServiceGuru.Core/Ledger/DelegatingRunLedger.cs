using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Ledger;

/// <summary>A ledger around another one: override what shall be seen or changed on the way.</summary>
/// <param name="inner">The other ledger.</param>
public abstract class DelegatingRunLedger(IRunLedger inner) : IRunLedger
{
    /// <inheritdoc/>
    public virtual bool Shared => inner.Shared;

    /// <inheritdoc/>
    public virtual Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken) => inner.CreateAsync(runId, created, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IRunWriter> OpenAsync(string runId, CancellationToken cancellationToken) => inner.OpenAsync(runId, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<LedgerRecord>> ReadAsync(string runId, CancellationToken cancellationToken) => inner.ReadAsync(runId, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<string> FindAsync(RunFilter filter, CancellationToken cancellationToken) => inner.FindAsync(filter, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<string>> ListTargetsAsync(string runId, CancellationToken cancellationToken) => inner.ListTargetsAsync(runId, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<TargetRun>> ListTargetRunsAsync(string runId, CancellationToken cancellationToken) => inner.ListTargetRunsAsync(runId, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<bool> IsHeldAsync(string runId, CancellationToken cancellationToken) => inner.IsHeldAsync(runId, cancellationToken);

    /// <inheritdoc/>
    public virtual Task PostAsync(string runId, RunRequest request, CancellationToken cancellationToken) => inner.PostAsync(runId, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<ProgressLine>> ReadProgressAsync(string runId, CancellationToken cancellationToken) => inner.ReadProgressAsync(runId, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RunAudit> AuditAsync(string runId, CancellationToken cancellationToken) => inner.AuditAsync(runId, cancellationToken);

    /// <inheritdoc/>
    public virtual Task ExportAsync(string runId, Stream destination, CancellationToken cancellationToken) => inner.ExportAsync(runId, destination, cancellationToken);

    /// <inheritdoc/>
    public virtual Task DeleteAsync(string runId, CancellationToken cancellationToken) => inner.DeleteAsync(runId, cancellationToken);
}
