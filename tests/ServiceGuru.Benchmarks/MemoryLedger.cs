using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Benchmarks;

/// <summary>Keeps nothing but the newest state: what a run over it costs is the engine's own.</summary>
internal sealed class MemoryLedger(IRunLedger inner) : DelegatingRunLedger(inner)
{
    public override Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken) =>
        Task.FromResult<IRunWriter>(new Writer(RunTransitions.Begin(runId, new LedgerRecord(1, TimeProvider.System.GetUtcNow(), created))));

    private sealed class Writer(RunState state) : IRunWriter
    {
        public RunState State { get; private set; } = state;

        public CancellationToken Lost => CancellationToken.None;

        public ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken)
        {
            LedgerRecord record = new(State.Sequence + 1, TimeProvider.System.GetUtcNow(), runEvent);
            State = RunTransitions.Apply(State, record);
            return ValueTask.FromResult(record);
        }

        public Task TakeServiceAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<IReadOnlyList<PostedRequest>> ReadRequestsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PostedRequest>>([]);

        public Task RemoveRequestAsync(string id, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task TellAsync(IReadOnlyList<ProgressLine> lines, CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
