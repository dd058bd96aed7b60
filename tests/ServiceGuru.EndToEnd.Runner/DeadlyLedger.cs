using System.Diagnostics;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.EndToEnd.Runner;

/// <summary>A ledger that kills its own process, as <c>kill -9</c> does, at one record.</summary>
internal sealed class DeadlyLedger(IRunLedger inner, bool before, long record) : DelegatingRunLedger(inner)
{
    public override async Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken)
    {
        IRunWriter writer = new DeadlyWriter(await base.CreateAsync(runId, created, cancellationToken), before, record);
        DieAt(writer.State.Sequence);
        return writer;
    }

    public override async Task<IRunWriter> OpenAsync(string runId, CancellationToken cancellationToken) =>
        new DeadlyWriter(await base.OpenAsync(runId, cancellationToken), before, record);

    private void DieAt(long sequence)
    {
        if (sequence == record)
        {
            Die();
        }
    }

    private static void Die() => Process.GetCurrentProcess().Kill();

    private sealed class DeadlyWriter(IRunWriter inner, bool before, long record) : DelegatingRunWriter(inner)
    {
        public override async ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken)
        {
            if (before && State.Sequence + 1 == record)
            {
                Die();
            }

            LedgerRecord written = await base.AppendAsync(runEvent, cancellationToken);
            if (!before && written.Sequence == record)
            {
                Die();
            }

            return written;
        }
    }
}
