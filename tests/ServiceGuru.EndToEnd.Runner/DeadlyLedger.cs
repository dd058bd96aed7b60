using System.Diagnostics;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.EndToEnd.Runner;

/// <summary>A ledger that kills its own process, as <c>kill -9</c> does, at one record.</summary>
internal sealed class DeadlyLedger(IRunLedger inner, bool before, long record) : IRunLedger
{
    public async Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken)
    {
        IRunWriter writer = new DeadlyWriter(await inner.CreateAsync(runId, created, cancellationToken), before, record);
        DieAt(writer.State.Sequence);
        return writer;
    }

    public async Task<IRunWriter> OpenAsync(string runId, CancellationToken cancellationToken) =>
        new DeadlyWriter(await inner.OpenAsync(runId, cancellationToken), before, record);

    public Task<IReadOnlyList<LedgerRecord>> ReadAsync(string runId, CancellationToken cancellationToken) => inner.ReadAsync(runId, cancellationToken);

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

    public Task<bool> IsHeldAsync(string runId, CancellationToken cancellationToken) => inner.IsHeldAsync(runId, cancellationToken);

    public Task PostAnswerAsync(string runId, GateAnswer answer, CancellationToken cancellationToken) => inner.PostAnswerAsync(runId, answer, cancellationToken);

    private void DieAt(long sequence)
    {
        if (sequence == record)
        {
            Die();
        }
    }

    private static void Die() => Process.GetCurrentProcess().Kill();

    private sealed class DeadlyWriter(IRunWriter writer, bool before, long record) : IRunWriter
    {
        public RunState State => writer.State;

        public async ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken)
        {
            if (before && writer.State.Sequence + 1 == record)
            {
                Die();
            }

            LedgerRecord written = await writer.AppendAsync(runEvent, cancellationToken);
            if (!before && written.Sequence == record)
            {
                Die();
            }

            return written;
        }

        public Task<IReadOnlyList<GateAnswer>> TakeAnswersAsync(string step, CancellationToken cancellationToken) => writer.TakeAnswersAsync(step, cancellationToken);

        public ValueTask DisposeAsync() => writer.DisposeAsync();
    }
}
