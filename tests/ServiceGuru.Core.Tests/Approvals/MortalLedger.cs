using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Approvals;

/// <summary>A ledger whose process dies when a test says so.</summary>
internal sealed class MortalLedger(IRunLedger inner) : DelegatingRunLedger(inner)
{
    public bool Dead { get; set; }

    public override async Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken) =>
        new MortalWriter(await base.CreateAsync(runId, created, cancellationToken), this);

    private sealed class MortalWriter(IRunWriter inner, MortalLedger ledger) : DelegatingRunWriter(inner)
    {
        public override ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken) =>
            ledger.Dead ? throw Gone() : base.AppendAsync(runEvent, cancellationToken);

        public override Task<IReadOnlyList<PostedRequest>> ReadRequestsAsync(CancellationToken cancellationToken) =>
            ledger.Dead ? throw Gone() : base.ReadRequestsAsync(cancellationToken);

        private static GuruException Gone() => new(new Failure { Id = "LedgerUnwritable", Message = "dead" });
    }
}
