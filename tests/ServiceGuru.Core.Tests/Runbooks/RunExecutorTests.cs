using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Time;

namespace ServiceGuru.Runbooks;

public sealed class RunExecutorTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestBench _bench = new();

    private ManualTimeProvider Clock => (ManualTimeProvider)_bench.Time;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_run_hands_outputs_from_step_to_step()
    {
        RunState state = await _bench.RunAsync("""
            name: two
            steps:
              - { id: first, uses: test/set, with: { values: { a: "1" } } }
              - { id: second, uses: test/ask, with: { text: "got ${{ steps.first.output.summary }}" } }
            """);

        state.Status.ShouldBe(RunStatus.Succeeded);
        state.Step("second").OutputAsJson()!["text"]!.GetValue<string>().ShouldBe("got a");
        _bench.World.Effects.ShouldBe(["a=1"]);
    }

    [Fact]
    public async Task Independent_steps_run_side_by_side()
    {
        TaskCompletionSource first = new();
        TaskCompletionSource second = new();
        _bench.Query.Ask = async (request, token) =>
        {
            (request.Text == "1" ? first : second).SetResult();
            await Task.WhenAll(first.Task, second.Task).WaitAsync(Patience, token);
            return null;
        };

        RunState state = await _bench.RunAsync("""
            name: wide
            steps:
              - { id: left, needs: [], uses: test/ask, with: { text: "1" } }
              - { id: right, needs: [], uses: test/ask, with: { text: "2" } }
            """);

        state.Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task After_a_failure_success_steps_are_skipped_and_failure_and_always_steps_run()
    {
        _bench.Query.Ask = (request, _) => Task.FromResult(request.Text == "bad" ? new Failure { Id = "No", Message = "no" } : null);

        RunState state = await _bench.RunAsync("""
            name: conditions
            steps:
              - { id: bad, uses: test/ask, with: { text: bad } }
              - { id: next, uses: test/ask }
              - { id: after, uses: test/ask }
              - { id: rescue, needs: [bad], when: failure, uses: test/ask }
              - { id: close, needs: [after], when: always, uses: test/ask }
            """);

        state.Status.ShouldBe(RunStatus.Failed);
        state.Failure!.Id.ShouldBe("No");
        state.Steps.ToDictionary(step => step.Step.Id, step => step.Status).ShouldBe(new Dictionary<string, StepStatus>
        {
            ["bad"] = StepStatus.Failed,
            ["next"] = StepStatus.Skipped,
            ["after"] = StepStatus.Skipped,
            ["rescue"] = StepStatus.Succeeded,
            ["close"] = StepStatus.Succeeded,
        }, ignoreOrder: true);
        state.Step("next").SkipReason.ShouldBe("step 'bad' failed");
    }

    [Fact]
    public async Task A_passing_failure_is_tried_again_after_the_backoff_and_a_lasting_one_is_not()
    {
        int calls = 0;
        _bench.Query.Ask = (_, _) => Task.FromResult(++calls < 3 ? new Failure { Id = "Busy", Message = "busy", Transient = true } : null);
        DateTimeOffset start = Clock.GetUtcNow();
        Task<RunState> run = _bench.RunAsync("""
            name: retry
            steps:
              - { id: ask, uses: test/ask, retry: { attempts: 3, backoff: 10s } }
            """);

        await Clock.RunAsync(run);
        RunState state = await run;

        state.Status.ShouldBe(RunStatus.Succeeded);
        state.Step("ask").Attempt.ShouldBe(3);
        (Clock.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30));

        calls = 0;
        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(new Failure { Id = "Never", Message = $"call {++calls}" });
        (await _bench.RunAsync("{ name: once, steps: [ { id: ask, uses: test/ask, retry: { attempts: 3, backoff: 10s } } ] }")).Status.ShouldBe(RunStatus.Failed);
        calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_step_that_takes_too_long_fails_with_its_timeout()
    {
        _bench.Query.Ask = async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, Clock, token);
            return null;
        };
        Task<RunState> run = _bench.RunAsync("{ name: slow, steps: [ { id: ask, uses: test/ask, timeout: 5m } ] }");

        await Clock.RunAsync(run);

        (await run).Failure!.Id.ShouldBe("StepTimedOut");
    }

    [Fact]
    public async Task When_the_run_fails_automatic_undos_happen_in_reverse_and_offered_ones_do_not()
    {
        _bench.World.Values["a"] = "0";
        _bench.World.Values["b"] = "0";
        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(new Failure { Id = "No", Message = "no" });

        RunState state = await _bench.RunAsync("""
            name: undo
            steps:
              - { id: one, uses: test/set, with: { values: { a: "1", b: "1" } }, undo: automatic }
              - { id: two, uses: test/set, with: { values: { c: "1" } } }
              - { id: bad, uses: test/ask }
            """);

        state.Status.ShouldBe(RunStatus.Failed);
        _bench.World.Effects.ShouldBe(["a=1", "b=1", "c=1", "b=0", "a=0"]);
        state.Step("one").Changes.ShouldAllBe(result => result.Status == ChangeStatus.Undone);
        state.Step("two").Changes.ShouldAllBe(result => result.Status == ChangeStatus.Applied);
    }

    [Fact]
    public async Task A_resumed_run_does_again_what_was_undone_and_what_failed_and_nothing_else()
    {
        bool broken = true;
        _bench.Query.Ask = (request, _) => Task.FromResult(broken && request.Text == "check" ? new Failure { Id = "No", Message = "no" } : null);
        RunState failed = await _bench.RunAsync("""
            name: resume
            steps:
              - { id: topic, uses: test/set, with: { values: { topic: busy } }, undo: automatic }
              - { id: move, uses: test/set, with: { values: { stable: new } } }
              - { id: check, uses: test/ask, with: { text: check } }
              - { id: last, uses: test/ask }
            """);
        broken = false;

        RunState state = await _bench.ResumeAsync(failed.Id);

        state.Status.ShouldBe(RunStatus.Succeeded);
        _bench.World.Effects.ShouldBe(["topic=busy", "stable=new", "topic=", "topic=busy"]);
        state.Step("move").Attempt.ShouldBe(1);
        state.Step("check").Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task A_destructive_change_that_nobody_agreed_to_is_not_made()
    {
        RunState state = await _bench.RunAsync("{ name: wipe, steps: [ { id: wipe, uses: test/set, with: { values: { a: \"1\" }, destructive: true } } ] }");

        state.Failure!.Id.ShouldBe("DestructiveChangeNotApproved");
        state.Step("wipe").Failure!.Message.ShouldBe("test/set would destroy something, and nobody agreed to that.");
        state.Step("wipe").Failure!.Target.ShouldBe("a");
        _bench.World.Effects.ShouldBeEmpty();

        _bench.Decline = _ => [];
        (await _bench.ResumeAsync(state.Id)).Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task A_change_whose_answer_got_lost_is_probed_and_counts_once()
    {
        _bench.World.AfterSet = _ => throw new GuruException(new Failure { Id = "Cut", Kind = FailureKind.UnknownOutcome, Message = "connection lost" });

        RunState state = await _bench.RunAsync("{ name: cut, steps: [ { id: set, uses: test/set, with: { values: { a: \"1\" } } } ] }");

        state.Status.ShouldBe(RunStatus.Succeeded);
        _bench.World.Effects.ShouldBe(["a=1"]);
        _bench.Records.Select(record => record.Event).OfType<ChangeEnded>().Single().Probed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_probe_that_breaks_leaves_doubt_and_the_next_attempt_looks_again_before_it_does_anything()
    {
        _bench.World.AfterSet = change =>
        {
            _bench.World.Values[change.Target] = FakeWorld.Breaking;
            throw new GuruException(new Failure { Id = "Cut", Kind = FailureKind.UnknownOutcome, Message = "connection lost" });
        };

        RunState failed = await _bench.RunAsync("{ name: blind, steps: [ { id: set, uses: test/set, with: { values: { a: new } } } ] }");

        (failed.Failure!.Id, failed.Failure.Kind).ShouldBe(("OutcomeUnknown", FailureKind.UnknownOutcome));
        failed.Step("set").Changes.Single().Status.ShouldBe(ChangeStatus.Unknown);
        _bench.World.Values["a"] = "new";
        _bench.World.AfterSet = _ => Task.CompletedTask;
        RunState resumed = await _bench.ResumeAsync(failed.Id);
        resumed.Status.ShouldBe(RunStatus.Succeeded);
        resumed.Step("set").Changes.Single().Status.ShouldBe(ChangeStatus.Applied);
        _bench.World.Effects.ShouldBe(["a=new"]);
    }

    [Fact]
    public async Task A_display_that_breaks_stops_no_change_and_the_end_tells_of_it()
    {
        _bench.OnRecorded = record => _ = record.Event is ChangeStarted ? throw new IOException("No space left on device") : 0;

        Failure failure = (await Should.ThrowAsync<GuruException>(() => _bench.RunAsync("{ name: unseen, steps: [ { id: set, uses: test/set, with: { values: { a: \"1\", b: \"2\" } } } ] }"))).Failure;

        failure.Id.ShouldBe("DisplayFailed");
        failure.Message.ShouldContain("(Succeeded)");
        failure.Cause.ShouldNotBeNull().ShouldContain("No space left");
        _bench.World.Effects.ShouldBe(["a=1", "b=2"]);
        (await _bench.Session().GetRunAsync(failure.Target!, CancellationToken.None)).Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task What_a_killed_process_ends_after_the_first_look_is_not_taken_for_somebody_elses_doing()
    {
        using CancellationTokenSource kill = new();
        _bench.World.BeforeSet = async (_, token) =>
        {
            await kill.CancelAsync();
            token.ThrowIfCancellationRequested();
        };
        RunState stopped = await _bench.RunAsync("{ name: late, steps: [ { id: set, uses: test/set, with: { values: { a: \"1\" } } } ] }", kill.Token);
        stopped.Step("set").Changes.Single().Status.ShouldBe(ChangeStatus.Planned, "the look right after the kill found nothing");
        _bench.World.BeforeSet = (change, _) =>
        {
            _bench.World.Set(change.Target, change.To!);
            return Task.CompletedTask;
        };
        await using (IRunWriter writer = await _bench.Journal.OpenAsync(stopped.Id, CancellationToken.None))
        {
            await writer.AppendAsync(new RunResumed("tester"), CancellationToken.None);
            await writer.AppendAsync(new ChangeStarted("set", "1.1"), CancellationToken.None);
        }

        RunState state = await _bench.ResumeAsync(stopped.Id);

        state.Failure.ShouldBeNull();
        _bench.World.Effects.ShouldBe(["a=1"]);
        state.Step("set").Changes.Single().Status.ShouldBe(ChangeStatus.Applied);
    }

    [Fact]
    public async Task A_change_that_no_probe_can_tell_of_waits_for_a_person()
    {
        _bench.World.AfterSet = change =>
        {
            _bench.World.Values[change.Target] = "somebody else's";
            throw new GuruException(new Failure { Id = "Cut", Kind = FailureKind.UnknownOutcome, Message = "connection lost" });
        };

        RunState state = await _bench.RunAsync("{ name: cut, steps: [ { id: set, uses: test/set, with: { values: { a: \"1\" } } } ] }");

        state.Failure!.Id.ShouldBe("OutcomeUnknown");
        new Sessions.RunOutcome(state).ExitCode.ShouldBe(4);
    }

    [Theory]
    [InlineData(FakeWorld.Hidden, "OutcomeUnknown", 1)]
    [InlineData("1", null, 1)]
    [InlineData("0", null, 2)]
    public async Task Resumed_what_was_in_doubt_is_looked_at_before_anything_is_planned(string found, string? failure, int sets)
    {
        _bench.World.Values["a"] = "0";
        _bench.World.AfterSet = change =>
        {
            _bench.World.Values[change.Target] = FakeWorld.Hidden;
            _bench.World.AfterSet = _ => Task.CompletedTask;
            throw new GuruException(new Failure { Id = "Cut", Kind = FailureKind.UnknownOutcome, Message = "connection lost" });
        };
        RunState doubtful = await _bench.RunAsync("{ name: cut, steps: [ { id: set, uses: test/set, with: { values: { a: \"1\" } } } ] }");
        _bench.World.Values["a"] = found;

        RunState state = await _bench.ResumeAsync(doubtful.Id);

        doubtful.Failure!.Id.ShouldBe("OutcomeUnknown");
        state.Failure?.Id.ShouldBe(failure);
        (state.Status == RunStatus.Succeeded).ShouldBe(failure is null);
        _bench.World.Effects.Count(effect => effect == "a=1").ShouldBe(sets);
    }

    [Fact]
    public async Task A_second_runbook_does_not_start_while_one_is_in_progress_for_the_same_definition()
    {
        const string Book = "{ name: one, steps: [ { id: ask, uses: test/ask } ] }";
        RunbookReader reader = new(new Connectors.Yaml.YamlDocumentParser(), _bench.Operations);
        TaskCompletionSource begun = new();
        TaskCompletionSource go = new();
        _bench.Query.Ask = async (_, token) =>
        {
            begun.TrySetResult();
            await go.Task.WaitAsync(Patience, token);
            return null;
        };
        Task<Sessions.RunOutcome> first = _bench.Session().RunAsync(reader.Read(Book, "book.yaml"), _bench.Options, _bench, _bench, CancellationToken.None);
        await begun.Task.WaitAsync(Patience);

        GuruException error = await Should.ThrowAsync<GuruException>(() =>
            _bench.Session().RunAsync(reader.Read(Book, "book.yaml"), _bench.Options, _bench, _bench, CancellationToken.None));

        error.Failure.Id.ShouldBe("AnotherRunInProgress");
        (await _bench.Journal.ListAsync(CancellationToken.None)).Count.ShouldBe(1, "nothing was recorded");
        go.SetResult();
        (await first).ExitCode.ShouldBe(0);
        (await _bench.Session().RunAsync(reader.Read(Book, "book.yaml"), _bench.Options, _bench, _bench, CancellationToken.None)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Who_has_a_run_that_has_ended_keeps_no_other_from_starting()
    {
        Runbook runbook = new RunbookReader(new Connectors.Yaml.YamlDocumentParser(), _bench.Operations).Read("{ name: one, steps: [ { id: ask, uses: test/ask } ] }", "book.yaml");
        RunState ended = (await _bench.Session().RunAsync(runbook, _bench.Options, _bench, _bench, CancellationToken.None)).State;

        await using IRunWriter removing = await _bench.Journal.OpenAsync(ended.Id, CancellationToken.None);

        (await _bench.Session().RunAsync(runbook, _bench.Options, _bench, _bench, CancellationToken.None)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_stopped_run_lets_go_of_its_lock_and_goes_on_later()
    {
        using CancellationTokenSource stop = new();
        _bench.Query.Ask = async (_, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, Clock, token);
            return null;
        };
        RunState stopped = await _bench.RunAsync("""
            name: stop
            steps:
              - { id: set, uses: test/set, with: { values: { a: "1" } } }
              - { id: ask, uses: test/ask }
            """, stop.Token);
        stopped.Status.ShouldBe(RunStatus.Stopped);
        (await _bench.Journal.IsHeldAsync(stopped.Id, CancellationToken.None)).ShouldBeFalse();
        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(null);

        RunState state = await _bench.ResumeAsync(stopped.Id);

        state.Status.ShouldBe(RunStatus.Succeeded);
        _bench.World.Effects.ShouldBe(["a=1"]);
    }
}
