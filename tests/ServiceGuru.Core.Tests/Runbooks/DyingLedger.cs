using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Runbooks;

/// <summary>A ledger whose process dies at one record: before it is written, or right after.</summary>
internal sealed class DyingLedger(IRunLedger inner, long record, bool before) : DelegatingRunLedger(inner)
{
    public override async Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken) =>
        new DyingWriter(await base.CreateAsync(runId, created, cancellationToken), record, before);

    public override async Task<IRunWriter> OpenAsync(string runId, CancellationToken cancellationToken) =>
        new DyingWriter(await base.OpenAsync(runId, cancellationToken), record, before);

    // What a dead process writes no more: the engine ends without another record, as a death does.
    private static GuruException Dead() => new(new Failure { Id = "LedgerUnwritable", Message = "dead" });

    private sealed class DyingWriter(IRunWriter inner, long record, bool before) : DelegatingRunWriter(inner)
    {
        private bool _dead;

        public override async ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken)
        {
            if (_dead || (before && State.Sequence + 1 == record))
            {
                _dead = true;
                throw Dead();
            }

            LedgerRecord written = await base.AppendAsync(runEvent, cancellationToken);
            if (written.Sequence == record)
            {
                _dead = true;
                throw Dead();
            }

            return written;
        }
    }
}
