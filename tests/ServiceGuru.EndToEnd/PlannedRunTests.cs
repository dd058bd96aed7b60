using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.Promises;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;
using ServiceGuru.Snippets;

namespace ServiceGuru.EndToEnd;

/// <summary>What a plan of the real weekly deployment promises is what its run does.</summary>
public sealed class PlannedRunTests
{
    [Fact]
    public async Task Two_plans_over_the_same_world_have_the_same_hash_and_the_run_of_one_does_not_drift()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync();
        ServiceSession session = await world.OpenAsync();
        Runbook runbook = await world.Factory.ReadRunbookAsync("weekly-production", CancellationToken.None);
        RunOptions options = new() { By = "test", WorkingDirectory = world.WorkingDirectory };

        RunPlan first = await session.PlanRunAsync(runbook, options, SilentProgress.Instance, CancellationToken.None);
        RunPlan second = await session.PlanRunAsync(runbook, options, SilentProgress.Instance, CancellationToken.None);

        second.Hash.ShouldBe(first.Hash);
        world.Effects().ShouldBeEmpty();
        (await world.Factory.Ledger.ListAsync(CancellationToken.None)).ShouldBeEmpty();
        string[] promised = [.. first.Steps.Where(step => step.Gap is null && step.Promise.Changes.Count > 0).Select(step => step.Step)];
        promised.ShouldContain("topic");
        promised.ShouldContain("infrastructure");
        promised.ShouldContain("move");
        promised.ShouldContain("post");
        first.Steps.Single(step => step.Step == "import").Gap.ShouldBe(PromiseGap.WaitsForRun);
        first.Steps.Single(step => step.Step == "restore").Gap.ShouldBe(PromiseGap.FollowsEarlierSteps);

        RunOptions held = options with { Plan = PlannedRun.Of(first.ToDocument()) };
        RunState run = (await session.RunAsync(runbook, held, world, world, CancellationToken.None)).State;

        run.Failure.ShouldBeNull();
        run.Status.ShouldBe(RunStatus.Succeeded);
        run.Created.PlanHash.ShouldBe(first.Hash);
    }

    [Fact]
    public async Task A_commit_that_comes_after_the_plan_keeps_the_run_from_starting()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync();
        ServiceSession session = await world.OpenAsync();
        Runbook runbook = await world.Factory.ReadRunbookAsync("weekly-production", CancellationToken.None);
        RunOptions options = new() { By = "test", WorkingDirectory = world.WorkingDirectory };
        PlanDocument plan = (await session.PlanRunAsync(runbook, options, SilentProgress.Instance, CancellationToken.None)).ToDocument();
        ChangePromise move = plan.Steps.Single(step => step.Step == "move").Changes[0];
        ChangePromise older = move with { To = "5d6e7f8000000000000000000000000000000000" };
        PlanDocument stale = plan with { Steps = [.. plan.Steps.Select(step => step.Step == "move" ? step with { Changes = [older, .. step.Changes.Skip(1)] } : step)] };

        GuruException error = await Should.ThrowAsync<GuruException>(() => session.RunAsync(
            runbook, options with { Plan = PlannedRun.Of(stale with { Hash = stale.ComputeHash() }) }, world, world, CancellationToken.None));

        error.Failure.Id.ShouldBe("PlanDrifted");
        error.Failure.Evidence.ShouldBe([$"move: {move.Target}: stable would go to {move.To![..7]} instead of 5d6e7f8"]);
        world.Effects().ShouldBeEmpty();
        (await world.Factory.Ledger.ListAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_step_of_a_real_run_can_be_saved_and_no_secret_is_in_any()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync();
        RunState run = await world.RunWeeklyAsync();
        SnippetStore store = world.Factory.Snippets;
        ServiceSession session = await world.OpenAsync();
        string[] secrets =
        [
            .. new[] { session.Service.CodeHost!.Token, session.Service.Registry!.Token, session.Service.Mastodon!.Token }
                .Concat(session.Service.Channels.Select(channel => channel.Token))
                .Select(token => File.ReadAllText(token!.ToString()!["file:".Length..]).Trim()),
        ];
        secrets.ShouldAllBe(secret => secret.Length > 8);

        List<string> texts = [];
        foreach (StepState step in run.Steps.Where(step => step.Inputs is not null))
        {
            (Snippet snippet, _) = await store.FindAsync($"{run.Id}/{step.Step.Id}", CancellationToken.None);
            texts.Add(await File.ReadAllTextAsync(await store.SaveAsync(step.Step.Id, snippet, false, CancellationToken.None)));
            (await store.SavedAsync(step.Step.Id, CancellationToken.None)).Inputs.ToJsonString().ShouldBe(step.Inputs!.ToJsonObject().ToJsonString(), step.Step.Id);
        }

        texts.Count.ShouldBeGreaterThan(15);
        secrets.Where(secret => texts.Exists(text => text.Contains(secret, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_single_step_of_a_real_run_does_again_what_it_did()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync();
        RunState run = await world.RunWeeklyAsync();
        ServiceSession session = await world.OpenAsync();
        (Snippet snippet, string? service) = await world.Factory.Snippets.FindAsync($"{run.Id}/topic", CancellationToken.None);
        RunOptions options = new() { By = "test", WorkingDirectory = world.WorkingDirectory };

        RunState alone = (await new SnippetRunner(session).RunAsync(snippet, options, world, world, CancellationToken.None)).State;

        service.ShouldBe(world.ServicePath);
        alone.Status.ShouldBe(RunStatus.Succeeded);
        alone.Created.Origin.ShouldBe(new RunOrigin(run.Id, "topic", null));
        world.Effects().Count(effect => effect.StartsWith("matrix set-topic", StringComparison.Ordinal)).ShouldBe(3, "set, put back, and set again");
    }
}
