using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks;

/// <summary>The process dies at every record of a run with targets, its own and theirs, before it is written and after.</summary>
public abstract class TargetCrashTests
{
    private const string Book = """
        name: crash
        steps:
          - id: each
            uses: test/set
            maxParallel: 2
            forEach:
              - { name: a, values: { a: new } }
              - { name: b, values: { b: new, b2: new } }
              - { name: c, values: { c: new } }
            with: { values: "${{ item.values }}" }
          - { id: after, uses: test/ask, with: { text: "${{ steps.each.output.succeeded }}" } }
        """;

    /// <summary>Every how many records the process dies.</summary>
    protected abstract int Stride { get; }

    private protected abstract Task<TestBench> OpenAsync();

    [SkippableFact]
    public async Task A_run_that_dies_at_any_record_of_itself_or_a_target_comes_to_the_same_end_with_each_effect_once()
    {
        using TestBench whole = await OpenAsync();
        DyingLedger counting = new(whole.Ledger, long.MaxValue, false);
        (await whole.Session(counting).RunAsync(whole.Read(Book), whole.Options, whole, whole, CancellationToken.None)).ExitCode.ShouldBe(0);
        IReadOnlyList<string> effects = [.. whole.World.Effects.Order(StringComparer.Ordinal)];
        counting.Written.ShouldBeGreaterThan(30);

        for (long record = 2; record <= counting.Written; record += Stride)
        {
            foreach (bool before in new[] { true, false })
            {
                using TestBench bench = await OpenAsync();
                await Should.ThrowAsync<GuruException>(
                    () => bench.Session(new DyingLedger(bench.Ledger, record, before)).RunAsync(bench.Read(Book), bench.Options, bench, bench, CancellationToken.None), $"record {record}");
                string id = (await bench.Ledger.ListAsync(CancellationToken.None)).Single();

                RunState state = await bench.ResumeAsync(id);

                state.Failure.ShouldBeNull($"record {record}, before: {before}");
                string.Join(' ', bench.World.Effects.Order(StringComparer.Ordinal)).ShouldBe(string.Join(' ', effects), $"record {record}, before: {before}");
                state.Step("after").OutputAsJson()!["text"]!.GetValue<string>().ShouldBe("3");
            }
        }
    }

    // What a dead process writes no more: the engine ends without another record, as a death does.
    private static GuruException Dead() => new(new Failure { Id = "LedgerUnwritable", Message = "dead" });

    /// <summary>Counts the records of all runs, and from the chosen one on writes none any more.</summary>
    private sealed class DyingLedger(IRunLedger inner, long record, bool before) : DelegatingRunLedger(inner)
    {
        private readonly object _lock = new();
        private bool _dead;

        public long Written { get; private set; }

        public override async Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken)
        {
            if (RunIds.ParentOf(runId) is null)
            {
                Written++;
                return new DyingWriter(await base.CreateAsync(runId, created, cancellationToken), this);
            }

            bool dies = Take();
            IRunWriter writer = new DyingWriter(await base.CreateAsync(runId, created, cancellationToken), this);
            if (dies)
            {
                await writer.DisposeAsync();
                throw Dead();
            }

            return writer;
        }

        public override async Task<IRunWriter> OpenAsync(string runId, CancellationToken cancellationToken) => new DyingWriter(await base.OpenAsync(runId, cancellationToken), this);

        /// <summary>Takes the next number; gives whether the process dies once the record is written.</summary>
        public bool Take()
        {
            lock (_lock)
            {
                if (_dead || (before && Written + 1 == record))
                {
                    _dead = true;
                    throw Dead();
                }

                _dead = ++Written == record;
                return _dead;
            }
        }
    }

    private sealed class DyingWriter(IRunWriter inner, DyingLedger ledger) : DelegatingRunWriter(inner)
    {
        public override async ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken)
        {
            bool dies = ledger.Take();
            LedgerRecord written = await base.AppendAsync(runEvent, cancellationToken);
            return dies ? throw Dead() : written;
        }
    }
}
