using ServiceGuru.Connectors.Postgres;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Telemetry;

namespace ServiceGuru.Runbooks;

[Collection("Telemetry")]
public sealed class GroupCommitTests : IDisposable
{
    private readonly TestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Steps_side_by_side_share_a_flush_and_each_goes_on_only_after_it(bool measured)
    {
        using TelemetryProbe? probe = measured ? new TelemetryProbe() : null;
        CountingLedger ledger = new(_bench.Journal);
        string steps = string.Join(", ", Enumerable.Range(1, 40).Select(number => $"{{ id: s{number}, needs: [], uses: test/ask, with: {{ text: '{number}' }} }}"));

        RunState run = (await _bench.Session(ledger).RunAsync(_bench.Read($"{{ name: many, steps: [ {steps} ] }}"), _bench.Options, _bench, _bench, CancellationToken.None)).State;

        run.Status.ShouldBe(RunStatus.Succeeded);
        ledger.Records.ShouldBe(81);
        ledger.Flushes.ShouldBeLessThan(81);
        RunTransitions.Fold(run.Id, await _bench.Journal.ReadAsync(run.Id, CancellationToken.None)).Sequence.ShouldBe(run.Sequence);
        (await _bench.Journal.AuditAsync(run.Id, CancellationToken.None)).Intact.ShouldBeTrue();
    }

    [Fact]
    public async Task A_batch_is_whole_or_absent_and_its_records_follow_from_each_other()
    {
        string id = RunIds.Create(_bench.Time.GetUtcNow());
        await using IRunWriter writer = await _bench.Journal.CreateAsync(id, Created(), CancellationToken.None);
        long before = new FileInfo(Path.Combine(_bench.Folder, "runs", id, "journal.jsonl")).Length;

        await Should.ThrowAsync<InvalidTransitionException>(async () => await writer.AppendAsync([new StepStarted("a", 1, []), new StepStarted("a", 2, [])], CancellationToken.None));

        new FileInfo(Path.Combine(_bench.Folder, "runs", id, "journal.jsonl")).Length.ShouldBe(before);
        writer.State.Step("a").Status.ShouldBe(StepStatus.Pending);
        IReadOnlyList<AppendedRecord> appended = await writer.AppendAsync([new StepStarted("a", 1, []), new StepSucceeded("a", null)], CancellationToken.None);
        appended.Select(entry => entry.State.Step("a").Status).ShouldBe([StepStatus.Running, StepStatus.Succeeded]);
        (await _bench.Journal.AuditAsync(id, CancellationToken.None)).Records.ShouldBe(3);
    }

    [SkippableFact]
    public async Task In_PostgreSQL_a_batch_is_one_transaction()
    {
        PostgresInstance.Require();
        PostgresInstance server = await PostgresInstance.Shared;
        string schema = PostgresInstance.NewSchema();
        await using PostgresLedger ledger = TestLedger.Open(server.Address(schema), _bench.Time);
        await using IRunWriter writer = await ledger.CreateAsync(RunIds.Create(_bench.Time.GetUtcNow()), Created(), CancellationToken.None);

        await writer.AppendAsync([.. Enumerable.Range(1, 32).SelectMany(attempt => new RunEvent[] { new StepStarted("a", attempt, []), Busy })], CancellationToken.None);

        IReadOnlyList<string> transactions = await server.QueryAsync($"select count(*) from {schema}.records group by xmin order by min(sequence)");
        transactions.ShouldBe(["1", "64"]);
    }

    private static StepFailed Busy => new("a", new Operations.Failure { Id = "Busy", Message = "busy" }, null, DateTimeOffset.UnixEpoch);

    private static RunCreated Created() => new()
    {
        Runbook = "batch",
        RunbookText = "text",
        RunbookHash = "hash",
        Service = "test",
        Steps = [new StepHeader("a", "A", "test/ask", [], StepCondition.Success, UndoPolicy.Offered)],
        WorkingDirectory = "/",
        By = "tester",
    };

    private sealed class CountingLedger(IRunLedger inner) : DelegatingRunLedger(inner)
    {
        public int Flushes { get; private set; }

        public int Records { get; private set; }

        public override async Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken) =>
            new CountingWriter(await base.CreateAsync(runId, created, cancellationToken), this);

        private sealed class CountingWriter : DelegatingRunWriter, IRunWriter
        {
            private readonly IRunWriter _inner;
            private readonly CountingLedger _ledger;

            public CountingWriter(IRunWriter inner, CountingLedger ledger)
                : base(inner) => (_inner, _ledger) = (inner, ledger);

            async ValueTask<IReadOnlyList<AppendedRecord>> IRunWriter.AppendAsync(IReadOnlyList<RunEvent> events, CancellationToken cancellationToken)
            {
                _ledger.Flushes++;
                _ledger.Records += events.Count;
                await Task.Yield();
                return await _inner.AppendAsync(events, cancellationToken);
            }
        }
    }
}
