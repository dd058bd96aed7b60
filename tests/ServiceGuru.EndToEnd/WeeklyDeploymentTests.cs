using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.EndToEnd;

public sealed class WeeklyDeploymentTests
{
    [Fact]
    public async Task The_weekly_run_deploys_checks_writes_and_restores()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync();

        RunState state = await world.RunWeeklyAsync();

        state.Failure.ShouldBeNull();
        state.Status.ShouldBe(RunStatus.Succeeded);
        state.Steps.ShouldAllBe(step => step.Status == StepStatus.Succeeded);
        IReadOnlyList<string> effects = world.Effects();
        effects.Count(effect => effect.StartsWith("git push", StringComparison.Ordinal)).ShouldBe(state.Step("move").Changes.Count);
        effects.Distinct().Count().ShouldBe(effects.Count);
        effects.Count(effect => effect.StartsWith("matrix set-topic", StringComparison.Ordinal)).ShouldBe(2, "set and put back");
        effects.Count(effect => effect.StartsWith("slack set-topic", StringComparison.Ordinal)).ShouldBe(2, "set and put back");
        string post = Directory.EnumerateFiles(world.WorkingDirectory, "*.md", SearchOption.AllDirectories).Single();
        (await File.ReadAllTextAsync(post)).ShouldContain("](https://github.com/packit/");
        state.Step("versions").Output!.ToJsonString().ShouldNotBe(state.Step("before").Output!.ToJsonString());
    }

    [Fact]
    public async Task A_second_run_finds_nothing_left_to_move()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync();
        (await world.RunWeeklyAsync()).Failure.ShouldBeNull();
        int pushes = world.Effects().Count(effect => effect.StartsWith("git ", StringComparison.Ordinal));

        RunState state = await world.RunWeeklyAsync();

        state.Failure.ShouldBeNull();
        world.Effects().Count(effect => effect.StartsWith("git ", StringComparison.Ordinal)).ShouldBe(pushes);
    }

    [Fact]
    public async Task A_plan_of_the_whole_run_touches_nothing()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync();
        ServiceSession session = await world.OpenAsync();

        RunPlan plan = await session.PlanRunAsync(
            await world.Factory.ReadRunbookAsync("weekly-production", CancellationToken.None),
            new() { By = "test", WorkingDirectory = world.WorkingDirectory },
            SilentProgress.Instance,
            CancellationToken.None);

        plan.Steps.Where(step => step.Failure is not null).Select(step => $"{step.Step}: {step.Failure}").ShouldBeEmpty();
        plan.Steps.Single(step => step.Step == "move").Plan!.Changes.ShouldNotBeEmpty();
        plan.Steps.Single(step => step.Step == "post").Plan!.Changes.ShouldNotBeEmpty();
        world.Effects().ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(world.WorkingDirectory).ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_that_the_definition_lacks_are_told_before_anybody_is_asked()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync();
        ServiceSession session = await world.OpenAsync();
        Dictionary<string, string> parameters = new() { ["environment"] = "prd", ["message"] = "hello" };

        GuruException error = await Should.ThrowAsync<GuruException>(async () => await session.RunAsync(
            await world.Factory.ReadRunbookAsync("weekly-production", CancellationToken.None),
            new() { By = "test", WorkingDirectory = world.WorkingDirectory, Parameters = parameters },
            world,
            world,
            CancellationToken.None));

        error.Failure.Kind.ShouldBe(FailureKind.Usage);
        error.Failure.Details.Count.ShouldBe(2);
        world.Events.ShouldBeEmpty();
        (await world.Factory.Ledger.ListAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("staging-crash-loop", "staging", "EnvironmentUnhealthy", 1)]
    [InlineData("sentry-spike", "staging", "EnvironmentUnhealthy", 1)]
    [InlineData("matrix-down", "topic", "ChatUnreachable", 3)]
    [InlineData("stable-diverged", "move", "BranchDiverged", 1)]
    public async Task What_goes_wrong_before_the_move_leaves_every_branch_where_it_was(string fault, string step, string id, int exitCode)
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync(faults: fault);

        RunState state = await world.RunWeeklyAsync();

        state.Step(step).Status.ShouldBe(StepStatus.Failed);
        state.Failure!.Id.ShouldBe(id);
        state.Failure.NextAction.ShouldNotBeNullOrEmpty();
        new RunOutcome(state).ExitCode.ShouldBe(exitCode);
        world.Effects().ShouldNotContain(effect => effect.StartsWith("git ", StringComparison.Ordinal));
        TopicsAreAsBefore(world);
    }

    [Theory]
    [InlineData("image-build-fails", "images", "ImageBuildFailed")]
    [InlineData("image-pull-backoff", "import", "RolloutFailed")]
    [InlineData("pod-stuck-terminating", "import", "RolloutFailed")]
    public async Task What_goes_wrong_after_the_move_is_explained_and_can_be_resumed_when_it_is_mended(string fault, string step, string id)
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync(faults: fault);

        RunState failed = await world.RunWeeklyAsync();

        failed.Step(step).Status.ShouldBe(StepStatus.Failed, failed.Failure?.ToString());
        failed.Failure!.Id.ShouldBe(id);
        failed.Failure.NextAction.ShouldNotBeNullOrEmpty();
        new RunOutcome(failed).ExitCode.ShouldBe(1);
        TopicsAreAsBefore(world);

        if (fault == "image-build-fails")
        {
            return; // A failed build is repaired by another commit, not by waiting.
        }

        world.Sandbox.SetFault(fault, false);
        RunState state = await world.ResumeAsync(failed.Id);

        state.Failure.ShouldBeNull();
        world.Effects().Count(effect => effect.StartsWith("git push", StringComparison.Ordinal)).ShouldBe(state.Step("move").Changes.Count);
        TopicsAreAsBefore(world);
    }

    [Theory]
    [InlineData("rate-limited")]
    [InlineData("registry-slow")]
    public async Task What_only_takes_longer_succeeds(string fault)
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync(faults: fault);

        RunState state = await world.RunWeeklyAsync();

        state.Failure.ShouldBeNull();
    }

    // The last topic that was set on a channel is the one that was there first.
    private static void TopicsAreAsBefore(SandboxFixture world)
    {
        foreach (IGrouping<string, Sandbox.SandboxEffect> channel in world.Sandbox.Effects.Where(effect => effect.Action == "set-topic").GroupBy(effect => effect.Target))
        {
            channel.Count().ShouldBeGreaterThan(1, $"{channel.Key} was changed and not put back");
            channel.Last().Detail.ShouldNotBe(channel.First().Detail);
        }
    }
}
