using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Time;

namespace ServiceGuru.Sessions;

/// <summary>What has happened in a run, and what happens while somebody watches.</summary>
public sealed class RunEventsTests : IDisposable
{
    private const string Book = """
        name: events
        steps:
          - { id: one, uses: test/set, with: { values: { a: new } } }
          - { id: ask, uses: test/ask }
        """;

    private readonly TestBench _bench = new();

    private ManualTimeProvider Clock => (ManualTimeProvider)_bench.Time;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Each_record_is_one_event_with_its_step_type_and_text()
    {
        RunState run = await _bench.RunAsync(Book);

        List<RunbookEvent> events = await ReadAsync(run.Id, follow: false);

        events.Select(happened => happened.Sequence).ShouldBe(Enumerable.Range(1, (int)run.Sequence).Select(number => (long)number));
        events[0].ShouldBe(new RunbookEvent { RunId = run.Id, Sequence = 1, Time = run.StartedAt, Type = "run-created", Text = "events for test, 2 steps, by tester" });
        events.Single(happened => happened.Type == "change-ended").Text.ShouldBe("a:  -> new: applied");
        events.Single(happened => happened is { Type: "step-started", Step: "ask" }).Text.ShouldBe("Asks");
        events[^1].Type.ShouldBe("run-ended");
        events[^1].Text.ShouldStartWith("succeeded after");
    }

    [Fact]
    public async Task Who_follows_gets_what_comes_until_the_run_has_ended()
    {
        TaskCompletionSource going = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.Query.Ask = async (_, _) =>
        {
            begun.TrySetResult();
            await going.Task;
            return null;
        };
        Task<RunState> run = _bench.RunAsync(Book);
        await begun.Task;
        string id = (await _bench.Journal.ListAsync(CancellationToken.None)).Single();

        Task<List<RunbookEvent>> events = ReadAsync(id, follow: true, happened =>
        {
            if (happened is { Step: "ask", Type: "step-started" })
            {
                going.TrySetResult();
            }
        });

        RunState state = await Clock.RunAsync(run);
        (await Clock.RunAsync(events)).Count.ShouldBe((int)state.Sequence);
    }

    [Fact]
    public async Task Who_follows_a_run_that_nobody_works_on_gets_what_is_there()
    {
        Runbook book = _bench.Read(Book);
        string id = RunIds.Create(_bench.Time.GetUtcNow());
        await (await _bench.Journal.CreateAsync(
            id,
            new RunCreated { Runbook = book.Name, RunbookText = Book, RunbookHash = book.Hash, Service = "test", Steps = [], WorkingDirectory = _bench.Folder, By = "tester" },
            CancellationToken.None)).DisposeAsync();

        (await ReadAsync(id, follow: true)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Every_event_has_words_of_its_own()
    {
        RunState state = await _bench.RunAsync(Book);
        RunEvent[] all =
        [
            new RunPaused("ann", "why"), new RunContinued("ann"), new RunHalted("ann", true, null), new RunResumed("ann") { From = "ask" }, new RunMigrated("ann", string.Empty, string.Empty, [], []),
            new FailureDecided("ask", "ann", FailureChoice.Skip, "known"), new UndoRequested("ann", ["one"]), new TargetsPlanned("one", []), new TargetEnded("one", "east", StepStatus.Succeeded, null, null),
            new GateReminded("ask", ["matrix"]), new StepFailed("ask", new Failure { Id = "Sick", Message = "sick" }, null, null) { Asks = true }, new UndoEnded("one", "1.1", null),
        ];

        List<string> lines = [.. all.Select(happened => RunEventText.Of(new LedgerRecord(1, state.StartedAt, happened), state))];

        lines.ShouldBeUnique();
        lines.ShouldAllBe(line => line.Length > 5 && !all.Any(happened => line.Contains(happened.GetType().Name)));
        lines[0].ShouldBe($"ann paused it (why); 'guru continue {state.Id}' goes on");
        lines[5].ShouldBe("ann decides: skip (known)");
        lines[10].ShouldBe("failed: sick [Sick]; waits for a decision");
    }

    private async Task<List<RunbookEvent>> ReadAsync(string id, bool follow, Action<RunbookEvent>? seen = null)
    {
        List<RunbookEvent> events = [];
        await foreach (RunbookEvent happened in new RunEvents(_bench.Journal, _bench.Time).ReadAsync(id, follow, CancellationToken.None))
        {
            seen?.Invoke(happened);
            events.Add(happened);
        }

        return events;
    }
}
