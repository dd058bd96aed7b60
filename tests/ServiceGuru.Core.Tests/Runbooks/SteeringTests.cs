using NSubstitute;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Time;

namespace ServiceGuru.Runbooks;

/// <summary>What people ask of a run that is under way.</summary>
public sealed class SteeringTests : IDisposable
{
    private readonly TestBench _bench = new();

    private ManualTimeProvider Clock => (ManualTimeProvider)_bench.Time;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_stopped_run_finishes_the_change_in_its_middle_begins_no_other_and_can_be_resumed()
    {
        TaskCompletionSource halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.World.BeforeSet = (change, cut) =>
        {
            if (change.Target != "a" || halted.Task.IsCompleted)
            {
                return Task.CompletedTask;
            }

            Post(new StopRequest("ann", "lunch"));
            return halted.Task.WaitAsync(cut);
        };
        _bench.OnRecorded = record => Then(record.Event is RunHalted, () => halted.TrySetResult());

        RunState stopped = await RunAsync("""
            name: stop
            steps:
              - { id: one, uses: test/set, with: { values: { a: new, b: new } } }
              - { id: two, uses: test/set, with: { values: { c: new } } }
            """);

        stopped.Status.ShouldBe(RunStatus.Stopped);
        stopped.Halted!.By.ShouldBe("ann");
        stopped.Halted.Reason.ShouldBe("lunch");
        _bench.World.Effects.ShouldBe(["a=new"]);

        RunState resumed = await Clock.RunAsync(_bench.ResumeAsync(stopped.Id));

        resumed.Status.ShouldBe(RunStatus.Succeeded);
        resumed.Halted.ShouldBeNull();
        _bench.World.Effects.ShouldBe(["a=new", "b=new", "c=new"]);
    }

    [Fact]
    public async Task A_drain_that_comes_while_a_phase_opens_meets_a_source_that_can_be_cancelled_and_counts_in_every_phase()
    {
        IRunWriter writer = Substitute.For<IRunWriter>();
        writer.ReadRequestsAsync(default).ReturnsForAnyArgs(Task.FromResult<IReadOnlyList<PostedRequest>>([]));
        using RunRecorder recorder = new(writer, _bench, _bench.Time);
        using RunSteering steering = new(recorder, _bench.Time, CancellationToken.None);
        CancellationToken former = steering.Soft;

        steering.Open(RunPhase.Steps);

        // A signal's thread may have read it right before, and cancels it now.
        Should.NotThrow(() => former.WaitHandle);
        steering.Soft.IsCancellationRequested.ShouldBeFalse();
        steering.Drain();
        steering.Soft.IsCancellationRequested.ShouldBeTrue();
        await steering.CloseAsync();
        steering.Open(RunPhase.Undo);
        steering.Soft.IsCancellationRequested.ShouldBeTrue();
        await steering.CloseAsync();
    }

    [Fact]
    public async Task A_stop_cuts_waits_questions_and_pauses_between_attempts()
    {
        bool first = true;
        _bench.Query.Ask = (request, end) => request.Text == "retry" && first
            ? Task.FromResult<Failure?>(new Failure { Id = "Busy", Message = "busy", Transient = true })
            : Task.Delay(Timeout.InfiniteTimeSpan, _bench.Time, end).ContinueWith<Failure?>(_ => null, end, TaskContinuationOptions.None, TaskScheduler.Default);
        OnNth<GateOpened>(1, () => Post(new StopRequest("ann", null)));

        RunState stopped = await RunAsync("""
            name: stop
            steps:
              - { id: wait, needs: [], uses: test/ask, with: { text: wait } }
              - { id: retry, needs: [], uses: test/ask, with: { text: retry }, retry: { attempts: 3, backoff: 10h } }
              - { id: gate, needs: [], uses: gate/approval, with: { question: ok? } }
            """, step: TimeSpan.FromMilliseconds(100));

        stopped.Status.ShouldBe(RunStatus.Stopped);
        stopped.Step("wait").Status.ShouldBe(StepStatus.Running);
        stopped.Step("retry").Status.ShouldBe(StepStatus.Pending);
        stopped.Step("gate").Status.ShouldBe(StepStatus.Waiting);

        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(null);
        _bench.Answer = (gate, _) => Task.FromResult<GateAnswer?>(new GateAnswer(gate.Step, "bob", true, null));
        (await Clock.RunAsync(_bench.ResumeAsync(stopped.Id))).Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task A_paused_run_begins_nothing_until_it_is_continued_and_the_pause_uses_up_no_timeout()
    {
        OnNth<ChangeStarted>(1, () => Post(new PauseRequest("ann", "look first")));
        TaskCompletionSource paused = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.World.BeforeSet = (change, cut) => change.Target == "a" ? paused.Task.WaitAsync(cut) : Task.CompletedTask;
        DateTimeOffset? continued = null;
        _bench.OnRecorded = Also(record =>
        {
            Then(record.Event is RunPaused, () =>
            {
                paused.TrySetResult();
                _ = Clock.CreateTimer(_ => Post(new ContinueRequest("bob")), null, TimeSpan.FromMinutes(70), Timeout.InfiniteTimeSpan);
            });
            Then(record.Event is RunContinued, () => continued = record.Time);
        });

        Task<RunState> run = _bench.RunAsync("""
            name: pause
            steps:
              - { id: one, uses: test/set, with: { values: { a: new, b: new } }, timeout: 1h }
              - { id: two, uses: test/set, with: { values: { c: new } } }
            """);
        while (!paused.Task.IsCompleted)
        {
            // The step's time goes by only while the mailbox is not being read.
            if (Clock.PendingTimers > 1)
            {
                Clock.Advance(TimeSpan.FromMilliseconds(500));
            }

            await Task.Yield();
        }

        RunState state = await Clock.RunAsync(run, TimeSpan.FromMilliseconds(50));

        state.Status.ShouldBe(RunStatus.Succeeded);
        state.Paused.ShouldBeNull();
        _bench.Records.Where(record => record.Event is ChangeStarted { Change: "1.2" } or ChangeStarted { Step: "two" }).ShouldAllBe(record => record.Time >= continued);
        _bench.Records.Select(record => record.Event).OfType<RunPaused>().ShouldHaveSingleItem().Reason.ShouldBe("look first");
        _bench.Records.Select(record => record.Event).OfType<RunContinued>().ShouldHaveSingleItem().By.ShouldBe("bob");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_paused_can_still_be_ended(bool cancel)
    {
        OnNth<StepSucceeded>(1, () => Post(new PauseRequest("ann", null)));
        TaskCompletionSource paused = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.OnRecorded = Also(record => Then(record.Event is RunPaused, () =>
        {
            paused.TrySetResult();
            Post(cancel ? new CancelRequest("bob", null) : new StopRequest("bob", null));
        }));

        // The pause comes while the question is open, and "two" waits behind it.
        _bench.Query.Ask = async (_, _) =>
        {
            await paused.Task;
            return null;
        };
        RunState state = await RunAsync("""
            name: pause
            steps:
              - { id: one, uses: test/set, with: { values: { a: new } } }
              - { id: ask, uses: test/ask }
              - { id: two, uses: test/set, with: { values: { b: new } } }
            """);

        state.Status.ShouldBe(cancel ? RunStatus.Cancelled : RunStatus.Stopped);
        state.Paused.ShouldBeNull();
        _bench.World.Effects.ShouldBe(["a=new"]);
    }

    [Fact]
    public async Task A_cancelled_run_closes_its_gates_runs_what_runs_always_undoes_what_is_automatic_and_ends()
    {
        OnNth<GateOpened>(1, () => Post(new CancelRequest("ann", "wrong week")));

        RunState state = await RunAsync("""
            name: cancel
            steps:
              - { id: topic, uses: test/set, with: { values: { topic: busy } }, undo: automatic }
              - { id: gate, uses: gate/approval, with: { question: ok? } }
              - { id: move, uses: test/set, with: { values: { a: new } } }
              - { id: asks, when: always, uses: gate/approval, with: { question: now? } }
              - { id: clean, when: always, uses: test/set, with: { values: { clean: done } } }
            """);

        state.Status.ShouldBe(RunStatus.Cancelled);
        state.Failure!.Id.ShouldBe("RunCancelled");
        state.Failure.Message.ShouldBe("ann cancelled the run: wrong week");
        state.Step("gate").Status.ShouldBe(StepStatus.Failed);
        state.Step("gate").Answers.ShouldHaveSingleItem().Yes.ShouldBeFalse();
        state.Step("move").Status.ShouldBe(StepStatus.Skipped);
        state.Step("asks").Status.ShouldBe(StepStatus.Skipped);
        state.Step("clean").Status.ShouldBe(StepStatus.Succeeded);
        _bench.World.Effects.ShouldBe(["topic=busy", "clean=done", "topic="]);
        (await Should.ThrowAsync<GuruException>(() => _bench.ResumeAsync(state.Id))).Failure.Id.ShouldBe("RunCancelled");
    }

    [Fact]
    public async Task Whatever_runs_always_and_was_cut_by_the_cancellation_is_done_all_the_same()
    {
        int asked = 0;
        _bench.Query.Ask = async (_, end) =>
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                Post(new CancelRequest("ann", null));
                await Task.Delay(Timeout.InfiniteTimeSpan, _bench.Time, end);
            }

            return null;
        };

        RunState state = await RunAsync("""
            name: cancel
            steps:
              - { id: one, uses: test/set, with: { values: { a: new } } }
              - { id: clean, when: always, uses: test/ask }
            """);

        state.Status.ShouldBe(RunStatus.Cancelled);
        state.Step("clean").Status.ShouldBe(StepStatus.Succeeded);
        asked.ShouldBe(2);
    }

    [Fact]
    public async Task Who_cancels_outdoes_who_has_stopped()
    {
        TaskCompletionSource halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.World.BeforeSet = (change, cut) =>
        {
            if (change.Target == "a")
            {
                Post(new StopRequest("ann", null));
                return halted.Task.WaitAsync(cut);
            }

            return Task.CompletedTask;
        };
        _bench.OnRecorded = record =>
        {
            Then(record.Event is RunHalted { Cancelled: false }, () => Post(new CancelRequest("bob", null)));
            Then(record.Event is RunHalted { Cancelled: true }, () => halted.TrySetResult());
        };

        RunState state = await RunAsync("""
            name: both
            steps:
              - { id: one, uses: test/set, with: { values: { a: new } }, undo: automatic }
              - { id: two, uses: test/set, with: { values: { b: new } } }
            """);

        state.Status.ShouldBe(RunStatus.Cancelled);
        state.Halted!.By.ShouldBe("bob");
        _bench.World.Effects.ShouldBe(["a=new", "a="]);
    }

    [Fact]
    public async Task A_stop_during_the_undo_lets_the_revert_finish_and_the_next_undo_goes_on()
    {
        RunState done = await RunAsync("""
            name: undo
            steps:
              - { id: one, uses: test/set, with: { values: { a: new, b: new, c: new } } }
            """);
        TaskCompletionSource halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.World.BeforeSet = (change, cut) =>
        {
            if (change.Target == "c" && !halted.Task.IsCompleted)
            {
                Post(new StopRequest("ann", null));
                return halted.Task.WaitAsync(cut);
            }

            return Task.CompletedTask;
        };
        _bench.OnRecorded = record => Then(record.Event is RunHalted, () => halted.TrySetResult());

        RunState stopped = (await Clock.RunAsync(_bench.Session().UndoAsync(done.Id, null, "ann", _bench, _bench, CancellationToken.None))).State;

        stopped.Status.ShouldBe(RunStatus.Stopped);
        _bench.World.Effects.ShouldBe(["a=new", "b=new", "c=new", "c="]);
        RunState undone = await Clock.RunAsync(_bench.ResumeAsync(stopped.Id));
        undone.Status.ShouldBe(RunStatus.Undone);
        _bench.World.Effects.ShouldBe(["a=new", "b=new", "c=new", "c=", "b=", "a="]);
    }

    [Fact]
    public async Task A_stop_that_comes_when_all_is_done_changes_nothing()
    {
        TaskCompletionSource halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.Query.Ask = async (_, _) =>
        {
            // Not cut: the step succeeds after the stop.
            Post(new StopRequest("ann", null));
            await halted.Task;
            return null;
        };
        _bench.OnRecorded = record => Then(record.Event is RunHalted, () => halted.TrySetResult());

        RunState state = await RunAsync("""
            name: late
            steps:
              - { id: one, uses: test/set, with: { values: { a: new } }, undo: automatic }
              - { id: ask, uses: test/ask }
            """);

        state.Status.ShouldBe(RunStatus.Succeeded);
        _bench.World.Effects.ShouldBe(["a=new"]);
    }

    [Fact]
    public async Task A_request_that_came_too_late_does_not_end_the_run_when_it_is_resumed()
    {
        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(new Failure { Id = "Sick", Message = "sick" });
        RunState failed = await RunAsync("""
            name: late
            steps:
              - { id: ask, uses: test/ask }
            """);
        failed.Status.ShouldBe(RunStatus.Failed);
        foreach (RunRequest late in new RunRequest[] { new StopRequest("ann", null), new PauseRequest("ann", null), new CancelRequest("ann", null), new FailureDecision("ask", "ann", FailureChoice.Abort, null) })
        {
            await _bench.Journal.PostAsync(failed.Id, late, CancellationToken.None);
        }

        _bench.Query.Ask = async (_, end) =>
        {
            await Task.Delay(TimeSpan.FromMinutes(1), _bench.Time, end);
            return null;
        };

        (await Clock.RunAsync(_bench.ResumeAsync(failed.Id), TimeSpan.FromSeconds(1))).Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task Steps_that_end_at_once_beside_each_other_each_have_their_followers()
    {
        RunState state = await RunAsync("""
            name: beside
            steps:
              - { id: a, needs: [], uses: test/ask }
              - { id: b, needs: [], uses: test/ask }
              - { id: c, needs: [], uses: test/ask }
              - { id: after-a, needs: [a], uses: test/ask }
              - { id: after-b, needs: [b], uses: test/ask }
              - { id: after-c, needs: [c], uses: test/ask }
            """);

        state.Steps.ShouldAllBe(step => step.Status == StepStatus.Succeeded);
    }

    private Task<RunState> RunAsync(string yaml, TimeSpan? step = null) => Clock.RunAsync(_bench.RunAsync(yaml), step);

    private void Post(RunRequest request)
    {
        string id = _bench.Journal.ListAsync(CancellationToken.None).GetAwaiter().GetResult()[0];
        _bench.Journal.PostAsync(id, request, CancellationToken.None).GetAwaiter().GetResult();
    }

    private void OnNth<TEvent>(int nth, Action action)
    {
        int seen = 0;
        _bench.OnRecorded = Also(record => Then(record.Event is TEvent && ++seen == nth, action));
    }

    private Action<LedgerRecord> Also(Action<LedgerRecord> more)
    {
        Action<LedgerRecord> before = _bench.OnRecorded;
        return record =>
        {
            before(record);
            more(record);
        };
    }

    private static void Then(bool condition, Action action)
    {
        if (condition)
        {
            action();
        }
    }
}
