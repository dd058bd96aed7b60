using System.Globalization;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Runbooks;

public sealed class TargetTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestBench _bench = new(TimeProvider.System);

    public void Dispose() => _bench.Dispose();

    private const string Three = """
        name: three
        steps:
          - id: each
            uses: test/set
            forEach:
              - { name: a, values: { a: new } }
              - { name: b, values: { b: new } }
              - { name: c, values: { c: new } }
            with: { values: "${{ item.values }}" }
        """;

    private void Fail(params string[] targets) => _bench.World.BeforeSet = (change, _) => targets.Contains(change.Target)
        ? throw new GuruException(new Failure { Id = "Broken", Message = $"{change.Target} is broken" })
        : Task.CompletedTask;

    private static TargetsOutput OutputOf(RunState state) => ServiceSession.OutputOf<TargetsOutput>(state, "each")!;

    [Fact]
    public async Task Each_target_is_a_run_of_its_own_and_the_step_sums_them_up()
    {
        RunState state = await _bench.RunAsync(Three);

        state.Failure.ShouldBeNull();
        _bench.World.Effects.ShouldBe(["a=new", "b=new", "c=new"]);
        TargetsOutput output = OutputOf(state);
        (output.Succeeded, output.Failed, output.Skipped).ShouldBe((3, 0, 0));
        output.Targets.Select(target => $"{target.Name} {target.Output!["summary"]}").ShouldBe(["a a", "b b", "c c"]);
        (await _bench.Journal.ListAsync(CancellationToken.None)).ShouldBe([state.Id], "the runs of targets are not listed");
        (await _bench.Journal.ListTargetsAsync(state.Id, CancellationToken.None)).ShouldBe([$"{state.Id}.each.1", $"{state.Id}.each.2", $"{state.Id}.each.3"]);
        (await _bench.Session().GetRunAsync($"{state.Id}.each.2", CancellationToken.None)).Created.Parent.ShouldBe(new RunParent(state.Id, "each", "b"));
    }

    [Fact]
    public async Task The_targets_come_from_a_parameter_or_from_a_step_before()
    {
        List<string> asked = [];
        _bench.Query.Ask = (request, _) =>
        {
            asked.Add(request.Text);
            return Task.FromResult<Failure?>(null);
        };
        Runbook runbook = _bench.Read("""
            name: lists
            parameters:
              targets: { type: list, default: "x, y" }
            steps:
              - { id: first, uses: test/ask, forEach: "${{ parameters.targets }}", with: { text: "${{ item }}" } }
              - { id: each, uses: test/ask, forEach: "${{ steps.first.output.targets }}", with: { text: "${{ item.name }}: ${{ item.status }} ${{ item.output.text }}" } }
            """);

        RunState state = (await _bench.Session().RunAsync(runbook, _bench.Options, _bench, _bench, CancellationToken.None)).State;

        state.Failure.ShouldBeNull();
        asked.ShouldBe(["x", "y", "x: succeeded x", "y: succeeded y"]);
    }

    [Fact]
    public async Task What_looks_like_a_reference_in_a_value_from_outside_stays_what_it_is()
    {
        string? seen = null;
        _bench.Query.Ask = (request, _) =>
        {
            seen = request.Text;
            return Task.FromResult<Failure?>(null);
        };
        Runbook runbook = _bench.Read("{ name: odd, parameters: { targets: { type: list } }, steps: [ { id: each, uses: test/ask, forEach: \"${{ parameters.targets }}\", with: { text: \"${{ item }}\" } } ] }");

        RunOutcome outcome = await _bench.Session().RunAsync(
            runbook, _bench.Options with { Parameters = new Dictionary<string, string> { ["targets"] = "${{ parameters.secret }}" } }, _bench, _bench, CancellationToken.None);

        outcome.ExitCode.ShouldBe(0);
        seen.ShouldBe("${{ parameters.secret }}");
    }

    [Fact]
    public async Task So_many_targets_are_under_way_at_once_and_no_more()
    {
        int now = 0;
        int most = 0;
        TaskCompletionSource full = new();
        _bench.Query.Ask = async (_, token) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            if (now == 4)
            {
                full.TrySetResult();
            }

            await full.Task.WaitAsync(Patience, token);
            Interlocked.Decrement(ref now);
            return null;
        };

        RunState state = await _bench.RunAsync($"{{ name: wide, steps: [ {{ id: each, uses: test/ask, forEach: [{string.Join(", ", Enumerable.Range(1, 20))}], maxParallel: 4 }} ] }}");

        state.Status.ShouldBe(RunStatus.Succeeded);
        most.ShouldBe(4);
    }

    [Fact]
    public async Task After_the_first_failure_no_further_target_begins_and_a_resume_does_what_is_left()
    {
        Fail("b");
        RunState failed = await _bench.RunAsync(Three);
        failed.Failure!.Id.ShouldBe("TargetsFailed");
        failed.Failure.Evidence.ShouldBe(["b: b is broken"]);
        OutputOf(failed).Targets.Select(target => target.Status).ShouldBe([StepStatus.Succeeded, StepStatus.Failed, StepStatus.Skipped]);
        Fail();

        RunState state = await _bench.ResumeAsync(failed.Id);

        state.Status.ShouldBe(RunStatus.Succeeded);
        _bench.World.Effects.ShouldBe(["a=new", "b=new", "c=new"], "what had succeeded is not done again");
        OutputOf(state).Succeeded.ShouldBe(3);
    }

    [Fact]
    public async Task So_many_may_fail_and_the_others_are_done_all_the_same()
    {
        Fail("a");

        RunState state = await _bench.RunAsync(Three.Replace("uses: test/set", "uses: test/set\n    failureBudget: 34%", StringComparison.Ordinal));

        state.Status.ShouldBe(RunStatus.Failed);
        OutputOf(state).Targets.Select(target => target.Status).ShouldBe([StepStatus.Failed, StepStatus.Succeeded, StepStatus.Succeeded]);
    }

    [Fact]
    public async Task A_passing_failure_is_tried_again_in_the_target_that_has_it()
    {
        int tries = 0;
        _bench.Query.Ask = (request, _) => Task.FromResult(request.Text == "b" && ++tries < 3 ? new Failure { Id = "Busy", Message = "busy", Transient = true } : null);

        RunState state = await _bench.RunAsync("{ name: retry, steps: [ { id: each, uses: test/ask, forEach: [a, b], with: { text: \"${{ item }}\" }, retry: { attempts: 3, backoff: 1ms } } ] }");

        state.Failure.ShouldBeNull();
        tries.ShouldBe(3);
        state.Step("each").Attempt.ShouldBe(1);
        (await _bench.Session().GetRunAsync($"{state.Id}.each.2", CancellationToken.None)).Steps[0].Attempt.ShouldBe(3);
    }

    [Fact]
    public async Task Asked_to_try_again_the_step_does_only_what_has_not_succeeded()
    {
        Fail("b");
        _bench.Decide = step =>
        {
            Fail();
            return Task.FromResult<FailureDecision?>(new FailureDecision(step.Step.Id, "tester", FailureChoice.Retry, "mended"));
        };

        RunOutcome outcome = await _bench.Session().RunAsync(_bench.Read(Three), _bench.Options with { OnFailure = FailurePolicy.Ask }, _bench, _bench, CancellationToken.None);

        outcome.ExitCode.ShouldBe(0);
        _bench.World.Effects.ShouldBe(["a=new", "b=new", "c=new"]);
        outcome.State.Step("each").Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task What_a_target_destroys_needs_a_yes_and_a_gate_before_the_step_gives_it()
    {
        string book = Three.Replace("with: {", "with: { destructive: true,", StringComparison.Ordinal);
        RunState refused = await _bench.RunAsync(book);
        _bench.Answer = (gate, _) => Task.FromResult<GateAnswer?>(new GateAnswer(gate.Step, "boss", true, null));

        RunState state = await _bench.RunAsync(book.Replace("steps:", "steps:\n  - { id: may, uses: gate/approval, with: { question: \"destroy?\", destructive: true } }", StringComparison.Ordinal));

        OutputOf(refused).Targets[0].Failure!.Id.ShouldBe("DestructiveChangeNotApproved");
        state.Failure.ShouldBeNull();
        _bench.World.Effects.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(false, RunStatus.Stopped)]
    [InlineData(true, RunStatus.Cancelled)]
    public async Task Stop_and_cancel_reach_the_targets_that_are_under_way(bool cancel, RunStatus end)
    {
        _bench.Query.Ask = async (request, token) =>
        {
            if (request.Text == "b")
            {
                await _bench.Journal.PostAsync(
                    (await _bench.Journal.ListAsync(token)).Single(), cancel ? new CancelRequest("boss", "enough") : new StopRequest("boss", "enough"), token);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }

            return null;
        };
        const string Book = "{ name: stop, steps: [ { id: each, uses: test/ask, forEach: [a, b, c], with: { text: \"${{ item }}\" } } ] }";

        RunState state = await _bench.RunAsync(Book).WaitAsync(Patience);

        state.Status.ShouldBe(end);
        RunState target = await _bench.Session().GetRunAsync($"{state.Id}.each.2", CancellationToken.None);
        target.Status.ShouldBe(end);
        (await _bench.Journal.ListTargetsAsync(state.Id, CancellationToken.None)).Count.ShouldBe(2, "the third never began");
        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(null);
        ResumeOptions options = new() { By = "tester", From = cancel ? "each" : null };
        RunState resumed = (await _bench.Session().ResumeAsync(state.Id, options, _bench, _bench, CancellationToken.None).WaitAsync(Patience)).State;
        resumed.Failure.ShouldBeNull();
        OutputOf(resumed).Succeeded.ShouldBe(3);
    }

    [Fact]
    public async Task A_pause_reaches_the_targets_and_nothing_begins_until_somebody_continues()
    {
        TaskCompletionSource paused = new();
        _bench.Query.Ask = async (_, token) =>
        {
            string id = (await _bench.Journal.ListAsync(token)).Single();
            await _bench.Journal.PostAsync(id, new PauseRequest("boss", null), token);
            await paused.Task.WaitAsync(Patience, token);
            return null;
        };
        _bench.OnRecorded = record =>
        {
            if (record.Event is RunPaused)
            {
                _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(null);
                paused.TrySetResult();
            }
        };
        Task<RunState> running = _bench.RunAsync("{ name: pause, steps: [ { id: each, uses: test/ask, forEach: [a, b], with: { text: \"${{ item }}\" } } ] }");
        await paused.Task.WaitAsync(Patience);
        string run = (await _bench.Journal.ListAsync(CancellationToken.None)).Single();
        while (!_bench.Records.Any(record => record.Event is TargetEnded))
        {
            await Task.Yield();
        }

        running.IsCompleted.ShouldBeFalse();
        await _bench.Journal.PostAsync(run, new ContinueRequest("boss"), CancellationToken.None);

        (await running.WaitAsync(Patience)).Failure.ShouldBeNull();
        _bench.Records.Select(record => record.Event switch { TargetEnded => "end", RunPaused => "pause", RunContinued => "continue", _ => null }).OfType<string>()
            .ShouldBe(["pause", "end", "continue", "end"]);
    }

    [Fact]
    public async Task What_targets_have_changed_is_undone_with_the_run_and_done_anew_when_it_is_resumed()
    {
        bool broken = true;
        _bench.Query.Ask = (_, _) => Task.FromResult(broken ? new Failure { Id = "No", Message = "no" } : null);
        RunState failed = await _bench.RunAsync(Three.Replace("uses: test/set", "uses: test/set\n    undo: automatic", StringComparison.Ordinal) + "\n  - { id: check, uses: test/ask }");
        failed.Status.ShouldBe(RunStatus.Failed);
        _bench.World.Effects.Skip(3).ShouldBe(["c=", "b=", "a="]);
        broken = false;

        RunState state = await _bench.ResumeAsync(failed.Id);

        state.Failure.ShouldBeNull();
        _bench.World.Effects.Skip(6).ShouldBe(["a=new", "b=new", "c=new"]);
    }

    [Fact]
    public async Task The_run_of_a_target_goes_on_only_with_its_run()
    {
        Fail("b");
        RunState failed = await _bench.RunAsync(Three);

        GuruException error = await Should.ThrowAsync<GuruException>(() => _bench.ResumeAsync($"{failed.Id}.each.2"));

        error.Failure.Id.ShouldBe("RunOfTarget");
        error.Failure.NextAction!.ShouldContain($"guru resume {failed.Id}'");
        (await _bench.Session().GetRunAsync($"{failed.Id}.each.2", CancellationToken.None)).Resumes.ShouldBe(0);
    }

    [Fact]
    public async Task A_target_that_has_changed_nothing_is_not_told_as_undone()
    {
        RunState run = await _bench.RunAsync("""
            name: mixed
            steps:
              - { id: look, uses: test/ask, forEach: [ { name: prod } ], with: { text: "${{ item.name }}" } }
              - { id: each, uses: test/set, forEach: [ { name: a } ], with: { values: { a: new } } }
            """);
        run.Status.ShouldBe(RunStatus.Succeeded, run.Failure?.ToString());

        RunState undone = (await _bench.Session().UndoAsync(run.Id, null, "ann", _bench, _bench, CancellationToken.None)).State;

        undone.Status.ShouldBe(RunStatus.Undone);
        _bench.Records.Select(record => record.Event).OfType<TargetUndone>().Select(target => target.Target).ShouldBe(["a"]);
    }

    [Fact]
    public async Task Whoever_goes_on_from_the_step_has_all_its_targets_done_again_in_their_own_runs()
    {
        RunState first = await _bench.RunAsync(Three);
        _bench.World.Values["b"] = "old";

        RunState state = (await _bench.Session().ResumeAsync(first.Id, new ResumeOptions { By = "tester", From = "each" }, _bench, _bench, CancellationToken.None)).State;

        state.Failure.ShouldBeNull();
        _bench.World.Effects.ShouldBe(["a=new", "b=new", "c=new", "b=new"]);
        (await _bench.Journal.ListTargetsAsync(state.Id, CancellationToken.None)).Count.ShouldBe(3);
        (await _bench.Session().GetRunAsync($"{state.Id}.each.1", CancellationToken.None)).Steps[0].Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task A_target_with_other_inputs_is_other_work()
    {
        Fail("b");
        RunState failed = await _bench.RunAsync(Three);
        Fail();
        await using (IRunWriter writer = await _bench.Journal.OpenAsync(failed.Id, CancellationToken.None))
        {
            string text = Three.Replace("a: new", "a: newer", StringComparison.Ordinal);
            Runbook runbook = _bench.Read(text);
            await writer.AppendAsync(new RunMigrated("tester", text, runbook.Hash, [], writer.State.Created.Steps), CancellationToken.None);
        }

        RunState state = await _bench.ResumeAsync(failed.Id);

        state.Failure.ShouldBeNull();
        _bench.World.Effects.ShouldBe(["a=new", "a=newer", "b=new", "c=new"]);
        state.Step("each").Targets.Select(target => RunIds.IndexOf(target.Target.RunId)).ShouldBe([4, 2, 3]);
    }

    [Fact]
    public async Task The_plan_of_the_run_tells_each_targets_changes_and_refuses_wrong_inputs_before_anything_begins()
    {
        RunPlan plan = await _bench.Session().PlanRunAsync(_bench.Read(Three), _bench.Options, SilentProgress.Instance, CancellationToken.None);
        Runbook wrong = _bench.Read("{ name: wrong, parameters: { targets: { type: list, default: '[{\"name\": \"a\"}]' } }, steps: [ { id: each, uses: test/ask, forEach: \"${{ parameters.targets }}\", with: { text: \"${{ item.text }}\" } } ] }");

        GuruException error = await Should.ThrowAsync<GuruException>(() => _bench.Session().RunAsync(wrong, _bench.Options, _bench, _bench, CancellationToken.None));

        plan.Steps.Single().Plan!.Changes.Select(change => change.Summary).ShouldBe(["a: a:  -> new", "b: b:  -> new", "c: c:  -> new"]);
        error.Failure.Id.ShouldBe("InvalidTargets");
        error.Failure.Evidence.Single().ShouldBe("target 'a' has no ${{ item.text }}.");
        (await _bench.Journal.ListAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_targets_have_changed_is_part_of_the_history()
    {
        await _bench.RunAsync(Three);

        List<RecordedChange> found = [];
        await foreach (RecordedChange change in new LedgerHistory(_bench.Journal).RecordedChangesAsync("test", "set", CancellationToken.None))
        {
            found.Add(change);
        }

        found.Select(change => change.Change.Target).ShouldBe(["c", "b", "a"]);
    }

    [Fact]
    public async Task A_thousand_targets_are_no_trouble_and_each_that_has_ended_is_let_go()
    {
        string items = string.Join(", ", Enumerable.Range(1, 1000).Select(number => string.Create(CultureInfo.InvariantCulture, $"t{number}")));
        Runbook runbook = _bench.Read($"{{ name: thousand, steps: [ {{ id: each, uses: test/ask, forEach: [{items}], maxParallel: 50, with: {{ text: \"${{{{ item }}}}\" }} }} ] }}");
        WitnessLedger ledger = new(_bench.Journal);

        RunState state = (await _bench.Session(ledger).RunAsync(runbook, _bench.Options, _bench, _bench, CancellationToken.None)).State;

        OutputOf(state).Succeeded.ShouldBe(1000);
        ledger.Begun.Count.ShouldBe(1001);
        ledger.Held.Count.ShouldBeLessThan(100, "the records of a thousand runs are in the ledger, not in memory");
        (await _bench.Journal.ListTargetRunsAsync(state.Id, CancellationToken.None)).Count(run => run.Status == RunStatus.Succeeded).ShouldBe(1000);
    }
}
