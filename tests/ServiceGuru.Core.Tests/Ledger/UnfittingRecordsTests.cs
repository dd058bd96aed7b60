using ServiceGuru.Approvals;
using ServiceGuru.Operations;
using ServiceGuru.Reports;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Sessions;
using ServiceGuru.Snippets;

namespace ServiceGuru.Ledger;

/// <summary>Records that are whole and do not follow from each other: whoever reads them says the same.</summary>
public sealed class UnfittingRecordsTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Whoever_reads_them_says_the_same()
    {
        RecordedRun run = new(RecordedRun.Step("a"));
        run.Add(new StepSucceeded("a", null));
        Unfitting ledger = new(_bench.Journal, run.Records);
        Func<Task>[] calls =
        [
            () => _bench.Session(ledger).GetRunAsync(RecordedRun.Id, None),
            () => new RunControl(ledger).PauseAsync(RecordedRun.Id, "tester", null, None),
            () => new GateDesk(ledger, _bench.Time).AnswerAsync(new GateReply { RunId = RecordedRun.Id, Step = "a", By = "tester", Yes = true, Via = "command" }, None),
            () => new RecordedSteps(ledger, new Connectors.Yaml.YamlDocumentParser(), _bench.Operations).FindAsync(RecordedRun.Id, "a", None),
            () => Task.Run(() => run.Html),
        ];
        foreach (Func<Task> call in calls)
        {
            Failure failure = (await Should.ThrowAsync<GuruException>(call)).Failure;

            failure.Id.ShouldBe("LedgerDamaged");
            failure.Kind.ShouldBe(FailureKind.Refused);
            failure.Target.ShouldBe(RecordedRun.Id);
            failure.NextAction.ShouldBe("Nothing was changed. Start a new run; it finds out by itself what is already done.");
        }
    }

    private sealed class Unfitting(IRunLedger inner, IReadOnlyList<LedgerRecord> records) : DelegatingRunLedger(inner)
    {
        public override Task<IReadOnlyList<LedgerRecord>> ReadAsync(string runId, CancellationToken cancellationToken) => Task.FromResult(records);
    }
}
