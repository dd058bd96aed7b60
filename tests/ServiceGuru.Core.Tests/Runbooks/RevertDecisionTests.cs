using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;
using ServiceGuru.Time;

namespace ServiceGuru.Runbooks;

/// <summary>
/// The decision whether to revert, as the weekly runbook has it: asked only where production's check or the assessment
/// failed, and the run ends with what failed first, whatever is decided.
/// </summary>
public sealed class RevertDecisionTests : IDisposable
{
    private const string Deployment = """
        name: deployment
        steps:
          - { id: import, uses: test/set, with: { values: { image: new } } }
          - { id: production, uses: test/ask, with: { text: production } }
          - { id: assess, needs: [import], uses: test/ask, with: { text: assess } }
          - { id: revert, needs: [import, production, assess], when: failure, uses: gate/approval, with: { question: "Revert?", destructive: true, deadline: 1h } }
          - { id: undo, needs: [revert], uses: test/set, with: { values: { image: old }, destructive: true } }
          - { id: restore, needs: [production, assess, undo], when: always, uses: test/set, with: { values: { topic: old } } }
        """;

    private readonly TestBench _bench = new();

    private ManualTimeProvider Clock => (ManualTimeProvider)_bench.Time;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_healthy_production_is_not_asked_about_and_the_run_succeeds()
    {
        RunState state = await RunAsync(null, []);

        state.Status.ShouldBe(RunStatus.Succeeded);
        Statuses(state).ShouldBe("import Succeeded, production Succeeded, assess Succeeded, revert Skipped, undo Skipped, restore Succeeded");
        _bench.World.Effects.ShouldBe(["image=new", "topic=old"]);
    }

    [Theory]
    [InlineData("production")]
    [InlineData("assess")]
    public async Task A_yes_reverts_without_another_question_and_the_run_ends_with_what_failed(string fails)
    {
        RunState state = await RunAsync(true, [fails]);

        state.Status.ShouldBe(RunStatus.Failed);
        state.Failure!.Id.ShouldBe($"No-{fails}");
        state.Step("revert").Status.ShouldBe(StepStatus.Succeeded);
        state.Step("undo").Status.ShouldBe(StepStatus.Succeeded);
        _bench.World.Effects.ShouldBe(["image=new", "image=old", "topic=old"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public async Task A_no_leaves_the_deployment_and_the_first_failure(bool? answer)
    {
        RunState state = await RunAsync(answer, ["production", "assess"]);

        state.Status.ShouldBe(RunStatus.Failed);
        state.Failure!.Id.ShouldBe("No-production");
        state.Step("revert").Status.ShouldBe(StepStatus.Failed);
        state.Step("undo").Status.ShouldBe(StepStatus.Skipped);
        _bench.World.Effects.ShouldBe(["image=new", "topic=old"]);
    }

    [Fact]
    public async Task An_import_that_fails_is_asked_about_too()
    {
        _bench.World.BeforeSet = (change, _) => change.To == "new" ? throw new GuruException(new Failure { Id = "RolloutFailed", Message = "no" }) : Task.CompletedTask;

        RunState state = await RunAsync(false, []);

        state.Failure!.Id.ShouldBe("RolloutFailed");
        Statuses(state).ShouldBe("import Failed, production Skipped, assess Skipped, revert Failed, undo Skipped, restore Succeeded");
    }

    [Fact]
    public async Task A_gate_that_is_not_for_destruction_gives_no_yes_to_it()
    {
        Answer(true);
        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(new Failure { Id = "No", Message = "no" });
        Task<RunState> run = _bench.RunAsync(Deployment.Replace(", destructive: true, deadline", ", deadline"));
        await Clock.RunAsync(run);

        (await run).Step("undo").Failure!.Id.ShouldBe("DestructiveChangeNotApproved");
    }

    [Fact]
    public async Task Resumed_after_the_revert_nobody_is_asked_again_and_nothing_is_reverted_twice()
    {
        RunState failed = await RunAsync(true, ["assess"]);
        int asked = 0;
        _bench.Answer = (gate, _) =>
        {
            asked++;
            return Task.FromResult<GateAnswer?>(new GateAnswer(gate.Step, "ann", false, null));
        };
        Task<RunState> run = _bench.ResumeAsync(failed.Id);
        await Clock.RunAsync(run);

        RunState state = await run;
        asked.ShouldBe(0);
        state.Failure!.Id.ShouldBe("No-assess");
        Statuses(state).ShouldBe("import Succeeded, production Succeeded, assess Failed, revert Succeeded, undo Succeeded, restore Succeeded");
        _bench.World.Effects.Count(effect => effect == "image=old").ShouldBe(1);
    }

    [Fact]
    public async Task Where_no_failure_asks_it_is_said_which_steps_are_meant()
    {
        RunState state = await RunAsync(null, []);

        state.Step("revert").SkipReason.ShouldBe("none of these has failed: import, production, assess");
    }

    [Fact]
    public async Task A_plan_does_not_count_what_is_only_done_about_a_failure()
    {
        _bench.World.Values["image"] = "older";

        RunPlan plan = await _bench.Session().PlanRunAsync(_bench.Read(Deployment), _bench.Options, SilentProgress.Instance, CancellationToken.None);

        plan.CanRun.ShouldBeTrue();
        plan.Steps.Where(step => step.OnlyAfterFailure).Select(step => step.Step).ShouldBe(["revert", "undo"]);
        plan.Steps.SelectMany(step => step.Plan?.Changes ?? []).ShouldAllBe(change => !change.Destructive);
    }

    private static string Statuses(RunState state) => string.Join(", ", state.Steps.Select(step => $"{step.Step.Id} {step.Status}"));

    private void Answer(bool? yes) =>
        _bench.Answer = (gate, _) => Task.FromResult(yes is { } given ? new GateAnswer(gate.Step, "ann", given, null) : null);

    private async Task<RunState> RunAsync(bool? yes, string[] fails)
    {
        Answer(yes);
        _bench.Query.Ask = (request, _) => Task.FromResult(fails.Contains(request.Text) ? new Failure { Id = $"No-{request.Text}", Message = "no" } : null);
        Task<RunState> run = _bench.RunAsync(Deployment);
        await Clock.RunAsync(run);
        return await run;
    }
}
