using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Promises;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Sessions;

public sealed class PlanDriftTests : IDisposable
{
    private const string Old = "5d6e7f8000000000000000000000000000000000";
    private const string New = "1a2b3c4000000000000000000000000000000000";

    private const string Moves = """
        name: moves
        parameters: { to: { default: NEW } }
        steps:
          - { id: ask, uses: test/ask }
          - { id: move, uses: test/set, with: { values: { ogr: "${{ parameters.to }}", specfile: "2" } } }
        """;

    private readonly TestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_run_that_does_what_was_promised_keeps_the_promise_in_its_record()
    {
        PlanDocument plan = await PlanAsync(Moves);

        RunState run = await RunAsync(Moves, PlannedRun.Of(plan));

        run.Status.ShouldBe(RunStatus.Succeeded);
        RunState recorded = RunTransitions.Fold(run.Id, await _bench.Journal.ReadAsync(run.Id, CancellationToken.None));
        recorded.Created.PlanHash.ShouldBe(plan.Hash);
        recorded.Created.Promise!.Of("move")!.Changes.Select(change => change.Target).ShouldBe(["ogr", "specfile"]);
    }

    [Fact]
    public async Task A_hash_alone_holds_a_run_as_the_whole_plan_does()
    {
        string hash = (await PlanAsync(Moves)).Hash;

        (await RunAsync(Moves, PlannedRun.OfHash(hash))).Created.PlanHash.ShouldBe(hash);
    }

    [Fact]
    public async Task What_differs_is_told_in_words_and_nothing_begins()
    {
        PlanDocument plan = await PlanAsync(Moves, ("to", Old));
        string changed = Moves.Replace("specfile: \"2\"", "packit: \"3\"", StringComparison.Ordinal);
        _bench.World.Values["ogr"] = "somewhere";

        Failure failure = await RefusedAsync(changed, PlannedRun.Of(plan));

        failure.Id.ShouldBe("PlanDrifted");
        failure.Kind.ShouldBe(FailureKind.Refused);
        failure.Evidence.ShouldBe(
        [
            "the runbook moves was changed since it was planned",
            "move: ogr (set) is at somewhere now, and not at nothing known",
            "move: new change: packit:  -> 3",
            "move: missing change: specfile:  -> 2",
        ]);
        (await _bench.Journal.ListAsync(CancellationToken.None)).ShouldBeEmpty();
        _bench.World.Effects.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_a_hash_alone_it_is_told_that_it_differs_and_how_to_get_the_plan()
    {
        string hash = (await PlanAsync(Moves)).Hash;
        _bench.World.Values["specfile"] = "1";

        Failure failure = await RefusedAsync(Moves, PlannedRun.OfHash(hash));

        failure.Id.ShouldBe("PlanDrifted");
        failure.Evidence.ShouldBeEmpty();
        failure.NextAction!.ShouldContain("guru plan moves --out FILE");
    }

    [Fact]
    public async Task Parameters_must_be_those_of_the_plan_and_need_not_be_given_again()
    {
        PlanDocument plan = await PlanAsync(Moves, ("to", Old));

        Failure failure = await RefusedAsync(Moves, PlannedRun.Of(plan), ("to", New));
        RunState run = await RunAsync(Moves, PlannedRun.Of(plan));

        failure.Id.ShouldBe("PlanParameterMismatch");
        failure.Kind.ShouldBe(FailureKind.Usage);
        failure.Evidence.Single().ShouldContain(Old);
        run.Created.Parameters["to"].ShouldBe(Old);
    }

    [Fact]
    public async Task A_world_that_moves_during_the_run_fails_the_step_before_its_changes_begin()
    {
        PlanDocument plan = await PlanAsync(Moves, ("to", Old));
        bool running = false;
        _bench.Query.Ask = (_, _) =>
        {
            if (running)
            {
                _bench.World.Values["specfile"] = "0";
            }

            running = true;
            return Task.FromResult<Failure?>(null);
        };

        RunState run = await RunAsync(Moves, PlannedRun.Of(plan));

        run.Failure!.Id.ShouldBe("PlanDrifted");
        run.Step("move").Failure!.Evidence.ShouldBe(["move: specfile (set) is at 0 now, and not at nothing known"]);
        _bench.Records.Select(record => record.Event).OfType<ChangeStarted>().ShouldBeEmpty();
        _bench.World.Effects.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_promise_holds_after_a_resume_too()
    {
        PlanDocument plan = await PlanAsync(Moves, ("to", Old));
        bool second = false;
        _bench.Query.Ask = (_, _) => Task.FromResult(second ? new Failure { Id = "Sick", Message = "unwell" } : null);
        _bench.OnRecorded = _ => second = true;
        RunState failed = await RunAsync(Moves, PlannedRun.Of(plan));
        _bench.OnRecorded = _ => second = false;
        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(null);
        _bench.World.Values["ogr"] = "elsewhere";

        RunState run = await _bench.ResumeAsync(failed.Id);

        failed.Step("ask").Failure!.Id.ShouldBe("Sick");
        run.Step("move").Failure!.Id.ShouldBe("PlanDrifted");
        _bench.World.Effects.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_earlier_attempt_has_done_is_no_drift()
    {
        PlanDocument plan = await PlanAsync(Moves, ("to", Old));
        bool broken = true;
        _bench.World.BeforeSet = (change, _) => broken && change.Target == "specfile" ? throw new GuruException(new Failure { Id = "Full", Message = "no space" }) : Task.CompletedTask;
        RunState failed = await RunAsync(Moves, PlannedRun.Of(plan));
        broken = false;

        RunState run = await _bench.ResumeAsync(failed.Id);

        failed.Status.ShouldBe(RunStatus.Failed);
        run.Status.ShouldBe(RunStatus.Succeeded);
        _bench.World.Effects.ShouldBe([$"ogr={Old}", "specfile=2"]);
    }

    private static string Each(string targets) => $"name: many\nsteps:\n  - id: ask\n    uses: test/ask\n  - id: each\n    uses: test/set\n    forEach: {targets}\n    with: {{ values: {{ here: x }} }}\n";

    [Fact]
    public async Task What_is_promised_of_a_target_holds_in_the_targets_own_run()
    {
        string book = Each("[ a, b ]");
        PlanDocument plan = await PlanAsync(book);
        bool running = false;
        _bench.Query.Ask = (_, _) =>
        {
            if (running)
            {
                _bench.World.Values["here"] = "moved";
            }

            running = true;
            return Task.FromResult<Failure?>(null);
        };

        RunState run = await RunAsync(book, PlannedRun.Of(plan));

        plan.Steps[1].Gap.ShouldBeNull();
        plan.Steps[1].Targets.Select(target => (target.Name, target.Changes.Count)).ShouldBe([("a", 1), ("b", 1)]);
        run.Status.ShouldBe(RunStatus.Failed);
        run.Step("each").Targets.ShouldAllBe(target => target.Failure == null || target.Failure.Id == "PlanDrifted");
        run.Step("each").Targets[0].Failure!.Evidence.ShouldBe(["each: here (set) is at moved now, and not at nothing known"]);
        _bench.World.Effects.ShouldBeEmpty();
    }

    [Fact]
    public async Task Other_targets_are_a_drift_and_are_named()
    {
        PlanDocument plan = await PlanAsync(Each("[ a, b ]"));

        Failure failure = await RefusedAsync(Each("[ a, c ]"), PlannedRun.Of(plan));

        failure.Evidence.ShouldBe(["the runbook many was changed since it was planned", "each: new target: c", "each: missing target: b"]);
    }

    [Fact]
    public void Values_are_told_as_people_write_them()
    {
        ChangePromise promised = Change(Old);
        StepPromise now = Step(Change(New) with { Destructive = true, Details = new Dictionary<string, string> { ["commits"] = "x" } });

        PromiseComparison.Compare(Step(promised), now, []).ShouldBe(
        [
            "move: ogr: stable would go to 1a2b3c4 instead of 5d6e7f8",
            "move: ogr: stable would destroy something, and did not when it was planned",
            "move: ogr: stable would be done with other details: commits",
        ]);
    }

    [Fact]
    public void Another_order_is_a_difference()
    {
        ChangePromise one = Change(Old);
        ChangePromise other = one with { Id = "2", Target = "specfile" };

        PromiseComparison.Compare(Step(one, other), Step(other with { Id = "1" }, one with { Id = "2" }), []).ShouldBe(["move: the same 2 changes in another order"]);
        PromiseComparison.Compare(Step(one, other), Step(one, other with { After = ["1"] }), []).ShouldBe(["move: specfile (move-branch) would wait for ogr instead of nothing"]);
    }

    private static StepPromise Step(params ChangePromise[] changes) => new() { Step = "move", Uses = "branches/move", Changes = changes };

    private static ChangePromise Change(string to) => new()
    {
        Id = "1",
        Kind = "move-branch",
        Target = "ogr",
        From = "abcdef0000000000000000000000000000000000",
        To = to,
        Effect = EffectContract.CompareAndSwap,
        Summary = $"ogr: stable abcdef0 -> {to[..7]} (3 commits)",
    };

    private async Task<PlanDocument> PlanAsync(string yaml, params (string Name, string Value)[] parameters) => (await _bench.Session().PlanRunAsync(
        _bench.Read(yaml), Options(null, parameters), SilentProgress.Instance, CancellationToken.None)).ToDocument();

    private async Task<RunState> RunAsync(string yaml, PlannedRun plan, params (string Name, string Value)[] parameters) =>
        (await _bench.Session().RunAsync(_bench.Read(yaml), Options(plan, parameters), _bench, _bench, CancellationToken.None)).State;

    [Fact]
    public async Task Planning_again_with_a_plan_tells_what_differs()
    {
        PlannedRun plan = PlannedRun.Of(await PlanAsync(Moves, ("to", Old)));

        (await PlanAgainAsync()).Hash.ShouldBe(plan.Hash);
        _bench.World.Values["ogr"] = "somewhere";
        Failure failure = (await Should.ThrowAsync<GuruException>(PlanAgainAsync)).Failure;

        failure.Id.ShouldBe("PlanDrifted");
        failure.Evidence.ShouldNotBeEmpty();

        async Task<PlanDocument> PlanAgainAsync() =>
            (await _bench.Session().PlanRunAsync(_bench.Read(Moves), Options(plan, [("to", Old)]), SilentProgress.Instance, CancellationToken.None)).ToDocument();
    }

    private async Task<Failure> RefusedAsync(string yaml, PlannedRun plan, params (string Name, string Value)[] parameters) =>
        (await Should.ThrowAsync<GuruException>(() => RunAsync(yaml, plan, parameters))).Failure;

    private ServiceGuru.Runbooks.Execution.RunOptions Options(PlannedRun? plan, (string Name, string Value)[] parameters) =>
        _bench.Options with { Plan = plan, Parameters = parameters.ToDictionary(entry => entry.Name, entry => entry.Value) };
}
