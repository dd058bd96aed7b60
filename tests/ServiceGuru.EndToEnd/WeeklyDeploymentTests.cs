using System.Xml.Linq;
using ServiceGuru.Operations;
using ServiceGuru.Reports;
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
        string[] onlyAfterFailure = ["revert", "undo"];
        state.Steps.ShouldAllBe(step => step.Status == (onlyAfterFailure.Contains(step.Step.Id) ? StepStatus.Skipped : StepStatus.Succeeded));
        IReadOnlyList<string> effects = await world.SettledEffectsAsync();
        effects.Count(effect => effect.StartsWith("git push", StringComparison.Ordinal)).ShouldBe(state.Step("move").Changes.Count);
        effects.Distinct().Count().ShouldBe(effects.Count);
        effects.Count(effect => effect.StartsWith("matrix set-topic", StringComparison.Ordinal)).ShouldBe(2, "set and put back");
        effects.Count(effect => effect.StartsWith("slack set-topic", StringComparison.Ordinal)).ShouldBe(2, "set and put back");
        string post = Directory.EnumerateFiles(world.WorkingDirectory, "*.md", SearchOption.AllDirectories).Single();
        (await File.ReadAllTextAsync(post)).ShouldContain("](https://github.com/packit/");
        state.Step("versions").OutputAsJson()!.ToJsonString().ShouldNotBe(state.Step("before").OutputAsJson()!.ToJsonString());
        string report = await RunReport.CreateAsync((await world.OpenAsync()).Ledger, state.Id, CancellationToken.None);
        XElement page = XElement.Parse(report["<!DOCTYPE html>".Length..]);
        page.Descendants("section").Count(section => (string?)section.Attribute("class") == "step").ShouldBe(state.Steps.Count - onlyAfterFailure.Length);
        page.Descendants("section").Single(section => (string?)section.Attribute("id") == "live").Descendants("tr").Count().ShouldBeGreaterThan(15, "versions, branches, images, workloads and the post");
    }

    [Fact]
    public async Task A_second_run_finds_nothing_left_to_move()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync();
        (await world.RunWeeklyAsync()).Failure.ShouldBeNull();
        int pushes = (await world.SettledEffectsAsync()).Count(effect => effect.StartsWith("git ", StringComparison.Ordinal));

        RunState state = await world.RunWeeklyAsync();

        state.Failure.ShouldBeNull();
        (await world.SettledEffectsAsync()).Count(effect => effect.StartsWith("git ", StringComparison.Ordinal)).ShouldBe(pushes);
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
}
