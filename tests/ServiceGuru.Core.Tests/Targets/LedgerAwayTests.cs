using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;
using ServiceGuru.Time;

namespace ServiceGuru.Runbooks;

/// <summary>A ledger that is away for a moment while targets begin, or are looked for: the run waits for it.</summary>
public sealed class LedgerAwayTests
{
    private const string Book = """
        name: away
        steps:
          - id: each
            uses: test/set
            maxParallel: 2
            forEach:
              - { name: a, values: { a: new } }
              - { name: b, values: { b: new } }
            with: { values: "${{ item.values }}" }
        """;

    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Targets_begin_once_the_ledger_is_back()
    {
        ManualTimeProvider time = new();
        using TestBench bench = new(time);
        AwayLedger ledger = new(bench.Journal);

        Task<RunOutcome> running = bench.Session(ledger).RunAsync(bench.Read(Book), bench.Options, bench, bench, CancellationToken.None);
        using CancellationTokenSource limit = new(AtMost);
        while (!running.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        RunState state = (await running).State;
        state.Failure.ShouldBeNull();
        state.Resumes.ShouldBe(0);
        bench.World.Effects.Order(StringComparer.Ordinal).ShouldBe(["a=new", "b=new"]);
        ledger.Refused.ShouldBe(6);
    }

    private sealed class AwayLedger(IRunLedger inner) : DelegatingRunLedger(inner)
    {
        private int _looks = 2;
        private int _begins = 4;

        public int Refused { get; private set; }

        public override Task<IReadOnlyList<TargetRun>> ListTargetRunsAsync(string runId, CancellationToken cancellationToken)
        {
            Refuse(ref _looks);
            return base.ListTargetRunsAsync(runId, cancellationToken);
        }

        public override Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken)
        {
            if (created.Parent is not null)
            {
                Refuse(ref _begins);
            }

            return base.CreateAsync(runId, created, cancellationToken);
        }

        private void Refuse(ref int left)
        {
            if (Interlocked.Decrement(ref left) >= 0)
            {
                Refused++;
                throw new GuruException(new Failure { Id = "LedgerUnreachable", Kind = FailureKind.Unreachable, Message = "away", Transient = true });
            }
        }
    }
}
