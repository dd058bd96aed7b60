using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Runbooks;

/// <summary>A ledger whose process dies at one record: before it is written, or right after.</summary>
internal sealed class DyingLedger(IRunLedger inner, long record, bool before) : DelegatingRunLedger(inner)
{
    public override async Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken) =>
        new DyingWriter(await base.CreateAsync(runId, created, cancellationToken), record, before);

    public override async Task<IRunWriter> OpenAsync(string runId, CancellationToken cancellationToken) =>
        new DyingWriter(await base.OpenAsync(runId, cancellationToken), record, before);

    private sealed class DyingWriter(IRunWriter inner, long record, bool before) : DelegatingRunWriter(inner)
    {
        private bool _dead;

        public override async ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken)
        {
            if (_dead || (before && State.Sequence + 1 == record))
            {
                _dead = true;
                throw new SimulatedDeathException();
            }

            LedgerRecord written = await base.AppendAsync(runEvent, cancellationToken);
            if (written.Sequence == record)
            {
                _dead = true;
                throw new SimulatedDeathException();
            }

            return written;
        }
    }
}
