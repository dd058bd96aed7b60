using System.Text.Json.Nodes;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Runbooks;

/// <summary>What a run has changed is planned to be undone, and undone.</summary>
public sealed class UndoTests : IDisposable
{
    private const string Book = """
        name: undo
        steps:
          - { id: one, uses: test/set, with: { values: { a: new, b: new } } }
          - { id: two, uses: test/set, with: { values: { c: new } } }
        """;

    private readonly TestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_plan_lists_what_would_be_undone_last_change_first_and_writes_nothing()
    {
        RunState run = await _bench.RunAsync(Book);
        int records = (await _bench.Journal.ReadAsync(run.Id, CancellationToken.None)).Count;

        UndoPlan plan = await PlanAsync(run.Id);

        plan.Items.Select(item => $"{item.Step}: {item.Revert!.Summary}").ShouldBe(["two: undo c", "one: undo b", "one: undo a"]);
        plan.CanUndo.ShouldBeTrue();
        plan.Destroys.ShouldBeFalse();
        _bench.World.Effects.Count.ShouldBe(3);
        (await _bench.Journal.ReadAsync(run.Id, CancellationToken.None)).Count.ShouldBe(records);
    }

    [Fact]
    public async Task The_whole_run_is_undone_in_its_own_record_and_a_second_undo_finds_nothing_to_do()
    {
        RunState run = await _bench.RunAsync(Book);

        RunState undone = await UndoAsync(run.Id);

        undone.Status.ShouldBe(RunStatus.Undone);
        undone.Undoing.ShouldBeNull();
        _bench.World.Effects.Skip(3).ShouldBe(["c=", "b=", "a="]);
        _bench.Records.Select(record => record.Event).OfType<UndoRequested>().ShouldHaveSingleItem().By.ShouldBe("ann");
        (await UndoAsync(run.Id)).Sequence.ShouldBe(undone.Sequence);
        (await RefusalAsync(() => _bench.ResumeAsync(run.Id))).ShouldBe("RunUndone");
    }

    [Fact]
    public async Task What_a_step_that_runs_always_has_changed_is_undone_also_where_the_run_was_resumed_meanwhile()
    {
        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(new Failure { Id = "No", Message = "no" });
        RunState failed = await _bench.RunAsync("""
            name: closing
            steps:
              - { id: ask, uses: test/ask }
              - { id: rescue, needs: [ask], when: failure, uses: test/set, with: { values: { b: new } } }
              - { id: close, needs: [ask], when: always, uses: test/set, with: { values: { c: new } } }
            """);
        failed.Status.ShouldBe(RunStatus.Failed);
        (await _bench.ResumeAsync(failed.Id)).Status.ShouldBe(RunStatus.Failed);
        _bench.World.Effects.Order().ShouldBe(["b=new", "c=new"]);

        RunState undone = await UndoAsync(failed.Id);

        undone.Status.ShouldBe(RunStatus.Undone);
        _bench.World.Effects.Skip(2).Order().ShouldBe(["b=", "c="]);
    }

    [Fact]
    public async Task An_automatic_undo_that_was_cut_off_after_its_effect_is_looked_at_and_not_done_twice()
    {
        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(new Failure { Id = "No", Message = "no" });
        const string Cut = """
            name: cut
            steps:
              - { id: one, uses: test/set, undo: automatic, with: { values: { a: new, b: new } } }
              - { id: ask, uses: test/ask }
            """;
        string whole = (await _bench.RunAsync(Cut)).Id;
        long ended = (await _bench.Journal.ReadAsync(whole, CancellationToken.None)).Last(record => record.Event is UndoEnded).Sequence;
        await Should.ThrowAsync<GuruException>(() => _bench.Session(new DyingLedger(_bench.Journal, ended, before: true)).RunAsync(_bench.Read(Cut), _bench.Options, _bench, _bench, CancellationToken.None));
        string id = (await _bench.Journal.ListAsync(CancellationToken.None)).Single(run => run != whole);
        _bench.World.Values["a"].ShouldBeEmpty("it is undone, and nothing tells of it");

        RunState state = await _bench.ResumeAsync(id);

        state.Status.ShouldBe(RunStatus.Failed);
        state.Step("one").Undos.Values.ShouldAllBe(undo => undo.Ended && undo.Failure == null);
        state.Step("one").Changes.ShouldAllBe(result => result.Status == ChangeStatus.Undone);
        _bench.World.Values["a"].ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_named_steps_are_undone_and_unknown_names_are_refused_all_at_once()
    {
        RunState run = await _bench.RunAsync(Book);

        GuruException error = await Should.ThrowAsync<GuruException>(() => UndoAsync(run.Id, ["tow", "one", "nowhere"]));
        error.Failure.Id.ShouldBe("StepNotFound");
        error.Failure.Message.ShouldContain("'tow', 'nowhere'");

        (await UndoAsync(run.Id, ["one"])).Status.ShouldBe(RunStatus.Undone);
        _bench.World.Effects.Skip(3).ShouldBe(["b=", "a="]);
        (await UndoAsync(run.Id)).Status.ShouldBe(RunStatus.Undone);
        _bench.World.Effects.Skip(5).ShouldBe(["c="]);
    }

    [Fact]
    public async Task Steps_that_ran_side_by_side_are_undone_in_the_reverse_of_what_really_happened()
    {
        // a1, b1, a2, b2: each change waits until the one before is recorded.
        string[] order = ["a1", "b1", "a2", "b2"];
        Dictionary<string, TaskCompletionSource> recorded = order.ToDictionary(name => name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _bench.World.BeforeSet = (change, _) => Array.IndexOf(order, change.Target) is var at and > 0 && change.Kind == "set" ? recorded[order[at - 1]].Task : Task.CompletedTask;
        _bench.OnRecorded = record =>
        {
            if (record.Event is ChangeEnded { Status: ChangeStatus.Applied } ended)
            {
                recorded[ended.Values["set"]].TrySetResult();
            }
        };
        RunState run = await _bench.RunAsync("""
            name: beside
            steps:
              - { id: a, needs: [], uses: test/set, with: { values: { a1: new, a2: new } } }
              - { id: b, needs: [], uses: test/set, with: { values: { b1: new, b2: new } } }
            """);
        _bench.World.Effects.ShouldBe(["a1=new", "b1=new", "a2=new", "b2=new"]);

        await UndoAsync(run.Id);

        _bench.World.Effects.Skip(4).ShouldBe(["b2=", "a2=", "b1=", "a1="]);
    }

    [Fact]
    public async Task A_change_in_doubt_that_happened_is_undone_too()
    {
        RunState run = await InDoubtAsync();

        // The answer got lost, and a look shows that it happened.
        _bench.World.Values["b"] = "new";
        UndoPlan plan = await PlanAsync(run.Id);
        plan.Items.Select(item => (item.Change.Target, item.WasInDoubt)).ShouldBe([("b", true), ("a", false)]);

        (await UndoAsync(run.Id)).Status.ShouldBe(RunStatus.Undone);
        _bench.World.Values["a"].ShouldBeEmpty();
        _bench.World.Values["b"].ShouldBeEmpty();
    }

    [Fact]
    public async Task What_no_probe_can_tell_stops_the_undo_before_anything_and_names_what_to_look_at()
    {
        RunState run = await InDoubtAsync();

        (await PlanAsync(run.Id)).InDoubt.ShouldHaveSingleItem().Change.Target.ShouldBe("b");
        GuruException error = await Should.ThrowAsync<GuruException>(() => UndoAsync(run.Id));

        error.Failure.Id.ShouldBe("OutcomeUnknown");
        ExitCodes.Of(error.Failure.Kind).ShouldBe(4);
        error.Failure.Evidence.ShouldHaveSingleItem().ShouldStartWith("look at b");
        _bench.World.Values["a"].ShouldBe("new");
        (await _bench.Session().GetRunAsync(run.Id, CancellationToken.None)).Sequence.ShouldBe(run.Sequence);
    }

    [Fact]
    public async Task What_stands_in_the_way_of_one_revert_keeps_no_other_from_being_undone_and_a_second_undo_goes_on()
    {
        RunState run = await _bench.RunAsync(Book);
        _bench.World.Values["b"] = "somebody else's";

        RunState failed = await UndoAsync(run.Id);

        failed.Status.ShouldBe(RunStatus.Failed);
        failed.Failure!.Id.ShouldBe("UndoIncomplete");
        failed.Failure.Details.ShouldHaveSingleItem().Id.ShouldBe("Moved");
        _bench.World.Effects.Skip(3).ShouldBe(["c=", "a="]);
        _bench.World.Values["b"] = "new";
        (await UndoAsync(run.Id)).Status.ShouldBe(RunStatus.Undone);
        _bench.World.Effects.Skip(5).ShouldBe(["b="]);
    }

    [Fact]
    public async Task An_undo_of_which_nobody_can_tell_whether_it_happened_is_looked_at_before_it_is_done_again()
    {
        RunState run = await _bench.RunAsync(Book);
        _bench.World.AfterSet = change =>
        {
            _bench.World.Values[change.Target] = change.Target == "b" ? FakeWorld.Breaking : string.Empty;
            return change.Target == "b" ? throw new GuruException(new Failure { Id = "Cut", Kind = FailureKind.UnknownOutcome, Message = "connection lost" }) : Task.CompletedTask;
        };

        RunState failed = await UndoAsync(run.Id);

        (failed.Failure!.Id, failed.Failure.Kind).ShouldBe(("UndoIncomplete", FailureKind.UnknownOutcome));
        _bench.World.Values["b"] = string.Empty;
        (await UndoAsync(run.Id)).Status.ShouldBe(RunStatus.Undone);
        _bench.World.Effects.Skip(3).ShouldBe(["c=", "b=", "a="]);
    }

    [Fact]
    public async Task What_somebody_has_put_back_already_counts_as_undone()
    {
        RunState run = await _bench.RunAsync(Book);
        _bench.World.Values["b"] = string.Empty;

        RunState undone = await UndoAsync(run.Id);

        undone.Status.ShouldBe(RunStatus.Undone);
        undone.Failure.ShouldBeNull();
        _bench.World.Effects.Skip(3).ShouldBe(["c=", "a="]);
    }

    [Fact]
    public async Task A_destructive_revert_needs_its_own_yes()
    {
        _bench.Decline = _ => [];
        RunState run = await _bench.RunAsync("""
            name: destroy
            steps:
              - { id: one, uses: test/set, with: { values: { a: new } } }
              - { id: two, uses: test/set, with: { values: { b: new }, destructive: true } }
            """);
        (await PlanAsync(run.Id)).Destroys.ShouldBeTrue();
        _bench.Decline = changes => changes.Where(change => change.Destructive);

        (await RefusalAsync(() => UndoAsync(run.Id))).ShouldBe("DestructiveChangeNotApproved");
        _bench.World.Effects.Count.ShouldBe(2);

        _bench.Decline = _ => [];
        (await UndoAsync(run.Id)).Status.ShouldBe(RunStatus.Undone);
    }

    [Fact]
    public async Task An_automatic_undo_that_destroys_is_not_implied_either()
    {
        _bench.Decline = changes => changes.Where(change => change.Kind == "unset");
        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(new Failure { Id = "Sick", Message = "sick" });

        RunState run = await _bench.RunAsync("""
            name: destroy
            steps:
              - { id: one, uses: test/set, with: { values: { a: new }, destructive: true }, undo: automatic }
              - { id: ask, uses: test/ask }
            """);

        run.Status.ShouldBe(RunStatus.Failed);
        run.Step("one").Undos.Values.ShouldHaveSingleItem().Failure!.Id.ShouldBe("DestructiveChangeNotApproved");
        _bench.World.Effects.ShouldBe(["a=new"]);
    }

    [Fact]
    public async Task What_is_not_wanted_stays_and_where_nothing_is_wanted_nothing_is_recorded()
    {
        RunState run = await _bench.RunAsync(Book);
        _bench.Decline = changes => changes;
        (await RefusalAsync(() => UndoAsync(run.Id))).ShouldBe("UndoDeclined");

        _bench.Decline = changes => changes.Where(change => change.Target == "b");
        (await UndoAsync(run.Id)).Status.ShouldBe(RunStatus.Undone);
        _bench.World.Effects.Skip(3).ShouldBe(["c=", "a="]);
    }

    [Fact]
    public async Task A_run_that_changed_nothing_says_so()
    {
        RunState run = await _bench.RunAsync("""
            name: nothing
            steps:
              - { id: ask, uses: test/ask }
            """);

        (await RefusalAsync(() => UndoAsync(run.Id))).ShouldBe("NothingToUndo");
    }

    [Fact]
    public async Task The_runs_of_targets_are_undone_each_in_its_own_record_newest_first()
    {
        const string Targets = """
            name: targets
            steps:
              - { id: before, uses: test/set, with: { values: { before: new } } }
              - { id: roll, uses: test/set, with: { values: {} } }
              - { id: after, uses: test/set, with: { values: { after: new } } }
            """;
        string run = RunIds.Create(_bench.Time.GetUtcNow());
        await RecordAsync(run, Targets, null,
            Applied("before", "before"),
            [new StepStarted("roll", 1, []), new TargetsPlanned("roll", [new TargetHeader("east", RunIds.OfTarget(run, "roll", 1), new JsonObject()), new TargetHeader("west", RunIds.OfTarget(run, "roll", 2), new JsonObject()), new TargetHeader("north", RunIds.OfTarget(run, "roll", 3), new JsonObject())])],
            [new TargetEnded("roll", "west", StepStatus.Succeeded, null, null), new TargetEnded("roll", "east", StepStatus.Succeeded, null, null), new StepSucceeded("roll", null)],
            Applied("after", "after"),
            [new RunEnded(RunStatus.Succeeded)]);
        foreach ((int index, string name) in new[] { (1, "east"), (2, "west") })
        {
            await RecordAsync(
                RunIds.OfTarget(run, "roll", index),
                $$"""{ "name": "target", "steps": [ { "id": "roll", "uses": "test/set", "with": { "values": { "{{name}}": "new" } } } ] }""",
                new RunParent(run, "roll", name),
                Applied("roll", name),
                [new RunEnded(RunStatus.Succeeded)]);
        }

        UndoPlan plan = await PlanAsync(run);
        plan.Items.Select(item => item.Target ?? item.Step).ShouldBe(["after", "east", "west", "before"]);

        (await UndoAsync(run)).Status.ShouldBe(RunStatus.Undone);

        _bench.World.Effects.Skip(4).ShouldBe(["after=", "east=", "west=", "before="]);
        RunState east = await _bench.Session().GetRunAsync(RunIds.OfTarget(run, "roll", 1), CancellationToken.None);
        east.Status.ShouldBe(RunStatus.Undone);
        (await UndoAsync(run)).Sequence.ShouldBe((await _bench.Session().GetRunAsync(run, CancellationToken.None)).Sequence);
    }

    private RunEvent[] Applied(string step, string name)
    {
        _bench.World.Set(name, "new");
        Change change = new() { Id = "1.1", Kind = "set", Target = name, To = "new", Summary = name, Effect = EffectContract.CompareAndSwap };
        return
        [
            new StepStarted(step, 1, []), new StepPlanned(step, [change], []), new ChangeStarted(step, "1.1"),
            new ChangeEnded { Step = step, Change = "1.1", Status = ChangeStatus.Applied }, new StepSucceeded(step, null),
        ];
    }

    private async Task RecordAsync(string id, string yaml, RunParent? parent, params RunEvent[][] events)
    {
        Runbook book = _bench.Read(yaml);
        RunCreated created = new()
        {
            Runbook = book.Name,
            RunbookText = yaml,
            RunbookHash = book.Hash,
            Service = "test",
            Steps = [.. book.Steps.Select(step => new StepHeader(step.Id, step.Title, step.Operation.Id, step.Needs, step.When, step.Undo))],
            WorkingDirectory = _bench.Folder,
            By = "tester",
            Parent = parent,
        };
        await using IRunWriter writer = await _bench.Journal.CreateAsync(id, created, CancellationToken.None);
        foreach (RunEvent happened in events.SelectMany(some => some))
        {
            await writer.AppendAsync(happened, CancellationToken.None);
        }
    }

    // "b" was begun, its answer got lost, and what is there is neither the old nor the new value.
    private async Task<RunState> InDoubtAsync()
    {
        _bench.World.AfterSet = change =>
        {
            if (change.Target != "b")
            {
                return Task.CompletedTask;
            }

            _bench.World.Values["b"] = "a third value";
            throw new GuruException(new Failure { Id = "Lost", Kind = FailureKind.UnknownOutcome, Message = "no answer" });
        };
        RunState run = await _bench.RunAsync(Book);
        run.Step("one").Failure!.Id.ShouldBe("OutcomeUnknown");
        _bench.World.AfterSet = _ => Task.CompletedTask;
        return run;
    }

    private Task<UndoPlan> PlanAsync(string id, IReadOnlyList<string>? steps = null) => _bench.Session().PlanUndoAsync(id, steps, CancellationToken.None);

    private async Task<RunState> UndoAsync(string id, IReadOnlyList<string>? steps = null) =>
        (await _bench.Session().UndoAsync(id, steps, "ann", _bench, _bench, CancellationToken.None)).State;

    private static async Task<string> RefusalAsync(Func<Task> action) => (await Should.ThrowAsync<GuruException>(action)).Failure.Id;
}
