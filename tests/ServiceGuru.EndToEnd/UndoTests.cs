using System.Diagnostics;
using ServiceGuru.Notices;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.EndToEnd;

/// <summary>The weekly runbook is undone as a whole, against the simulated world.</summary>
public sealed class UndoTests
{
    [Fact]
    public async Task The_whole_weekly_run_is_undone_as_far_as_its_plan_says()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync();
        IReadOnlyDictionary<string, string> branches = Branches(world);
        IReadOnlyDictionary<string, string?> topics = await TopicsAsync(world);
        RunState done = await world.RunWeeklyAsync();
        done.Status.ShouldBe(RunStatus.Succeeded, done.Failure?.ToString());
        Branches(world).ShouldNotBe(branches);
        ServiceSession session = await world.OpenAsync();
        IReadOnlyList<string> before = await world.SettledEffectsAsync();

        UndoPlan plan = await session.PlanUndoAsync(done.Id, null, CancellationToken.None);

        (await world.SettledEffectsAsync()).Count.ShouldBe(before.Count, "a plan touches nothing");
        plan.InDoubt.ShouldBeEmpty();
        plan.Destroys.ShouldBeTrue("branches go back by force");
        plan.Items.Where(item => item.Revert is null).ShouldAllBe(item => item.WhyNot!.Length > 0);
        GuruException refusal = await Should.ThrowAsync<GuruException>(() => session.UndoAsync(done.Id, null, "test", world, world, CancellationToken.None));
        refusal.Failure.Id.ShouldBe("DestructiveChangeNotApproved");

        world.AllowDestructive = true;
        RunState undone = (await session.UndoAsync(done.Id, null, "test", world, world, CancellationToken.None)).State;

        undone.Failure.ShouldBeNull(undone.Failure?.ToString());
        undone.Status.ShouldBe(RunStatus.Undone);
        Branches(world).ShouldBe(branches);
        (await TopicsAsync(world)).ShouldBe(topics);
        Directory.EnumerateFiles(world.WorkingDirectory, "*.md", SearchOption.AllDirectories).ShouldBeEmpty("the drafted post is gone");
        foreach (UndoItem item in plan.Items)
        {
            undone.Step(item.Step).Changes.Single(result => result.Change.Id == item.Change.Id).Status
                .ShouldBe(item.Revert is null ? ChangeStatus.Applied : ChangeStatus.Undone, item.Change.Summary);
        }
    }

    [Fact]
    public async Task A_failed_weekly_run_puts_the_topics_back_by_itself_and_is_undone_by_a_decision()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync(faults: "image-build-fails");
        IReadOnlyDictionary<string, string> branches = Branches(world);
        IReadOnlyDictionary<string, string?> topics = await TopicsAsync(world);
        world.AllowDestructive = true;
        world.Decision = FailureChoice.Undo;
        ServiceSession session = await world.OpenAsync();
        Runbook runbook = await world.Factory.ReadRunbookAsync("weekly-production", CancellationToken.None);

        RunState state = (await session.RunAsync(
            runbook, new RunOptions { By = "test", WorkingDirectory = world.WorkingDirectory, OnFailure = FailurePolicy.Ask }, world, world, CancellationToken.None)).State;

        state.Status.ShouldBe(RunStatus.Undone, state.Failure?.ToString());
        state.Failure.ShouldNotBeNull();
        Branches(world).ShouldBe(branches);
        (await TopicsAsync(world)).ShouldBe(topics);
    }

    // The stable branches of all bare repositories, read with git itself.
    private static SortedDictionary<string, string> Branches(SandboxFixture world)
    {
        SortedDictionary<string, string> heads = new(StringComparer.Ordinal);
        foreach (Services.RepositoryDefinition repository in world.Sandbox.Service.Repositories)
        {
            ProcessStartInfo start = new("git", ["ls-remote", repository.Url, "refs/heads/stable"]) { RedirectStandardOutput = true };
            using Process git = Process.Start(start)!;
            heads[repository.Name] = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
        }

        heads.Values.ShouldAllBe(head => head.Length > 40);
        return heads;
    }

    // What each channel's topic is now: a plan reads it live.
    private static async Task<SortedDictionary<string, string?>> TopicsAsync(SandboxFixture world)
    {
        Plan plan = await (await world.OpenAsync()).PlanAsync("notice/topic", new SetTopicRequest { Message = "redeploying" }, world.WorkingDirectory, SilentProgress.Instance, CancellationToken.None);
        return new(plan.Changes.Where(change => change.Kind == "set-topic").ToDictionary(change => change.Target, change => change.From), StringComparer.Ordinal);
    }
}
