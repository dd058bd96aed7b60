using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Sessions;

/// <summary>What makes no sense for a run as it stands is refused with what to do instead.</summary>
public sealed class RunControlTests : IDisposable
{
    private readonly TestBench _bench = new();
    private readonly string _run;

    public RunControlTests() => _run = RunIds.Create(_bench.Time.GetUtcNow());

    private RunControl Control => new(_bench.Journal);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_run_that_nobody_works_on_can_be_asked_nothing()
    {
        await (await BeginAsync()).DisposeAsync();

        foreach (Func<Task> ask in All())
        {
            Failure failure = await RefusalAsync(ask);
            failure.Id.ShouldBe("RunNotHeld");
            failure.Kind.ShouldBe(FailureKind.Usage);
            failure.NextAction!.ShouldContain($"guru resume {_run}");
        }
    }

    [Fact]
    public async Task A_run_that_has_ended_can_be_asked_nothing()
    {
        await using IRunWriter writer = await BeginAsync(new RunEnded(RunStatus.Succeeded));

        foreach (Func<Task> ask in All())
        {
            Failure failure = await RefusalAsync(ask);
            failure.Id.ShouldBe("RunEnded");
            failure.NextAction!.ShouldContain($"guru undo {_run}");
        }
    }

    [Fact]
    public async Task What_was_undone_or_given_up_goes_on_only_from_a_step()
    {
        foreach (RunStatus status in new[] { RunStatus.Undone, RunStatus.Cancelled })
        {
            using TestBench bench = new();
            await using IRunWriter writer = await BeginAsync(bench, new RunEnded(status));

            Failure failure = await RefusalAsync(() => new RunControl(bench.Journal).PauseAsync(_run, "ann", null, default));
            failure.NextAction!.ShouldContain($"'guru resume {_run} --from STEP'");
        }
    }

    [Fact]
    public async Task A_run_that_ends_while_it_is_looked_at_was_not_interrupted()
    {
        await using IRunWriter writer = await BeginAsync();
        RunControl control = new(new EndingLedger(_bench.Journal, writer));

        Failure failure = await RefusalAsync(() => control.CancelAsync(_run, "ann", null, default));

        failure.Id.ShouldBe("RunEnded");
        failure.Message.ShouldContain("stopped");
    }

    [Fact]
    public async Task Only_a_paused_run_is_continued_and_only_another_is_paused()
    {
        await using IRunWriter writer = await BeginAsync();
        (await RefusalAsync(() => Control.ContinueAsync(_run, "ann", default))).Id.ShouldBe("RunNotPaused");
        await Control.PauseAsync(_run, "ann", "look", default);
        (await writer.ReadRequestsAsync(default)).ShouldHaveSingleItem().Request.ShouldBe(new PauseRequest("ann", "look"));

        await writer.AppendAsync(new RunPaused("ann", null), default);

        (await RefusalAsync(() => Control.PauseAsync(_run, "bob", null, default))).Id.ShouldBe("RunAlreadyPaused");
        await Control.ContinueAsync(_run, "bob", default);
        (await writer.ReadRequestsAsync(default)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_stopped_can_still_be_cancelled_and_what_was_cancelled_can_be_stopped_but_not_twice()
    {
        await using IRunWriter writer = await BeginAsync(new RunHalted("ann", false, null));
        (await RefusalAsync(() => Control.StopAsync(_run, "bob", null, default))).Id.ShouldBe("RunEnding");
        (await RefusalAsync(() => Control.PauseAsync(_run, "bob", null, default))).Id.ShouldBe("RunEnding");
        await Control.CancelAsync(_run, "bob", null, default);

        await writer.AppendAsync(new RunHalted("bob", true, null), default);

        (await RefusalAsync(() => Control.CancelAsync(_run, "bob", null, default))).Id.ShouldBe("RunEnding");
        await Control.StopAsync(_run, "bob", null, default);
    }

    [Fact]
    public async Task What_is_being_undone_can_be_stopped_and_not_cancelled()
    {
        await using IRunWriter writer = await BeginAsync(new UndoRequested("ann", ["ask"]));

        (await RefusalAsync(() => Control.CancelAsync(_run, "bob", null, default))).Id.ShouldBe("RunBeingUndone");
        await Control.StopAsync(_run, "bob", null, default);
    }

    [Fact]
    public async Task Only_an_undecided_step_is_decided_about_and_leaving_it_needs_a_reason()
    {
        await using IRunWriter writer = await BeginAsync(new StepStarted("ask", 1, []));
        (await RefusalAsync(() => Decide("aks", FailureChoice.Retry))).Id.ShouldBe("StepNotFound");
        (await RefusalAsync(() => Decide("ask", FailureChoice.Retry))).Id.ShouldBe("StepNotUndecided");

        await writer.AppendAsync(new StepFailed("ask", new Failure { Id = "Sick", Message = "sick" }, null, null) { Asks = true }, default);

        (await RefusalAsync(() => Decide("other", FailureChoice.Retry))).NextAction.ShouldBe("These do: ask.");
        (await RefusalAsync(() => Decide("ask", FailureChoice.Skip))).Id.ShouldBe("ReasonMissing");
        await Decide("ask", FailureChoice.Skip, "known");
        (await writer.ReadRequestsAsync(default)).ShouldHaveSingleItem().Request.ShouldBe(new FailureDecision("ask", "ann", FailureChoice.Skip, "known") { Attempt = 1 });
    }

    [Fact]
    public async Task Who_decides_about_a_failure_that_is_no_longer_the_newest_is_refused()
    {
        Failure sick = new() { Id = "Sick", Message = "sick" };
        await using IRunWriter writer = await BeginAsync(
            new StepStarted("ask", 1, []),
            new StepFailed("ask", sick, null, null) { Asks = true },
            new FailureDecided("ask", "bob", FailureChoice.Retry, null),
            new StepStarted("ask", 2, []),
            new StepFailed("ask", sick, null, null) { Asks = true });

        Failure refused = await RefusalAsync(() => Control.DecideAsync(_run, new FailureDecision("ask", "ann", FailureChoice.Abort, null) { Attempt = 1 }, default));

        refused.Id.ShouldBe("StepNotUndecided");
        (await writer.ReadRequestsAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_check_is_refused_as_the_call_would_be_and_asks_nothing()
    {
        await using IRunWriter writer = await BeginAsync();

        (await RefusalAsync(() => Control.CheckAsync(_run, new ContinueRequest("ann"), default))).Id.ShouldBe("RunNotPaused");
        (await RefusalAsync(() => Control.CheckAsync(_run, new FailureDecision("ask", "ann", FailureChoice.Retry, null), default))).Id.ShouldBe("StepNotUndecided");
        await Control.CheckAsync(_run, new PauseRequest("ann", null), default);
        await Control.CheckAsync(_run, new StopRequest("ann", null), default);
        await Control.CheckAsync(_run, new CancelRequest("ann", null), default);

        (await writer.ReadRequestsAsync(default)).ShouldBeEmpty();
    }

    private IEnumerable<Func<Task>> All() =>
    [
        () => Control.PauseAsync(_run, "ann", null, default),
        () => Control.ContinueAsync(_run, "ann", default),
        () => Control.StopAsync(_run, "ann", null, default),
        () => Control.CancelAsync(_run, "ann", null, default),
        () => Decide("ask", FailureChoice.Abort),
    ];

    private Task Decide(string step, FailureChoice choice, string? reason = null) => Control.DecideAsync(_run, new FailureDecision(step, "ann", choice, reason), default);

    private Task<IRunWriter> BeginAsync(params RunEvent[] events) => BeginAsync(_bench, events);

    private async Task<IRunWriter> BeginAsync(TestBench bench, params RunEvent[] events)
    {
        Runbook book = bench.Read("""
            name: control
            steps:
              - { id: ask, uses: test/ask }
              - { id: other, uses: test/ask }
            """);
        IRunWriter writer = await bench.Journal.CreateAsync(
            _run,
            new RunCreated
            {
                Runbook = book.Name,
                RunbookText = book.Text,
                RunbookHash = book.Hash,
                Service = "test",
                Steps = [.. book.Steps.Select(step => new StepHeader(step.Id, step.Title, step.Operation.Id, step.Needs, step.When, step.Undo))],
                WorkingDirectory = bench.Folder,
                By = "tester",
            },
            default);
        foreach (RunEvent happened in events)
        {
            await writer.AppendAsync(happened, default);
        }

        return writer;
    }

    private static async Task<Failure> RefusalAsync(Func<Task> ask) => (await Should.ThrowAsync<GuruException>(ask)).Failure;

    /// <summary>The run's process ends the run, and itself, between two looks at it.</summary>
    private sealed class EndingLedger(IRunLedger inner, IRunWriter writer) : DelegatingRunLedger(inner)
    {
        public override async Task<bool> IsHeldAsync(string runId, CancellationToken cancellationToken)
        {
            await writer.AppendAsync(new RunEnded(RunStatus.Stopped), cancellationToken);
            await writer.DisposeAsync();
            return await base.IsHeldAsync(runId, cancellationToken);
        }
    }
}
