using ServiceGuru.Branches;
using ServiceGuru.Operations;

namespace ServiceGuru.Tests.Branches;

public sealed class RecordRevisionsTests
{
    private readonly OrderWorld world = new();
    private readonly RecordRevisions operation = new();

    public RecordRevisionsTests()
    {
        world.World.Git.Set("ogr.git", "stable", world.Main("ogr"));
        world.World.Git.Set("packit-service.git", "stable", world.Main("packit-service"));
    }

    [Fact]
    public async Task Where_the_branches_are_is_recorded_in_one_commit_and_the_rest_is_left_alone()
    {
        string dead = world.Monorepo.Links["tokman"];

        Conclusion conclusion = await TestWorld.RunAsync(operation, new RecordRevisionsRequest(), world.Context);

        conclusion.Failure.ShouldBeNull();
        RecordReport report = conclusion.Output.ShouldBeOfType<RecordReport>();
        report.Changed.ShouldBeTrue();
        report.Commit.ShouldNotBeNullOrEmpty();
        report.Links.Single(link => link.Repository == "packit-service").ShouldBe(new RecordedLink("packit-service", "service", world.Main("packit-service")));
        world.Monorepo.Links["ogr"].ShouldBe(world.Main("ogr"));
        world.Monorepo.Links["service"].ShouldBe(world.Main("packit-service"));
        world.Monorepo.Links["tokman"].ShouldBe(dead);
        string message = world.Monorepo.Messages.ShouldHaveSingleItem();
        message.ShouldStartWith("chore: weekly deployment\n\n");
        message.ShouldContain("ogr ");
        message.ShouldNotContain("sandcastle");
    }

    [Fact]
    public async Task What_is_recorded_already_makes_no_commit()
    {
        await TestWorld.RunAsync(operation, new RecordRevisionsRequest(), world.Context);

        Plan plan = await operation.PlanAsync(new RecordRevisionsRequest(), world.Context, CancellationToken.None);
        Conclusion conclusion = await TestWorld.RunAsync(operation, new RecordRevisionsRequest(), world.Context);

        plan.Changes.ShouldBeEmpty();
        plan.Notes.ShouldHaveSingleItem().Text.ShouldContain("already");
        ((RecordReport)conclusion.Output).Changed.ShouldBeFalse();
        ((RecordReport)conclusion.Output).Links.Count.ShouldBe(4);
        world.Monorepo.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Old_tool_recorded_what_a_stale_clone_had_but_only_what_the_branch_is_at_is_recorded()
    {
        Plan plan = await operation.PlanAsync(
            new RecordRevisionsRequest { Revisions = new Dictionary<string, string> { ["sandcastle"] = world.Main("sandcastle") } }, world.Context, CancellationToken.None);

        plan.Blockers.ShouldHaveSingleItem().Id.ShouldBe("RevisionNotCurrent");
    }

    [Fact]
    public async Task A_branch_that_moves_between_plan_and_record_is_recorded_where_it_is()
    {
        Change change = (await operation.PlanAsync(new RecordRevisionsRequest(), world.Context, CancellationToken.None)).Changes.Single();
        string later = world.World.Git.Push("ogr.git", "stable", "Later");

        await operation.ApplyAsync(change, world.Context, CancellationToken.None);

        world.Monorepo.Links["ogr"].ShouldBe(later);
    }

    [Fact]
    public async Task Whoever_pushes_to_the_monorepo_meanwhile_loses_nothing()
    {
        bool once = true;
        string theirs = new('e', 40);
        world.Monorepo.BeforePush = () =>
        {
            if (once)
            {
                once = false;
                world.Monorepo.Set("hardly", theirs);
            }
        };

        (await TestWorld.RunAsync(operation, new RecordRevisionsRequest(), world.Context)).Failure.ShouldBeNull();

        world.Monorepo.Links["hardly"].ShouldBe(theirs);
        world.Monorepo.Links["ogr"].ShouldBe(world.Main("ogr"));
        world.Monorepo.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Somebody_who_pushes_again_and_again_is_not_fought()
    {
        int pushes = 0;
        world.Monorepo.BeforePush = () => world.Monorepo.Set("hardly", $"{++pushes:D40}");

        Conclusion conclusion = await TestWorld.RunAsync(operation, new RecordRevisionsRequest(), world.Context);

        conclusion.Failure.ShouldNotBeNull().Id.ShouldBe("BranchMovedMeanwhile");
        conclusion.Failure.Target.ShouldBe("monorepo");
        pushes.ShouldBe(5);
    }

    [Fact]
    public async Task A_probe_looks_at_what_is_recorded()
    {
        Change change = (await operation.PlanAsync(new RecordRevisionsRequest(), world.Context, CancellationToken.None)).Changes.Single();

        (await operation.ProbeAsync(change, world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.NotApplied);
        await operation.ApplyAsync(change, world.Context, CancellationToken.None);
        (await operation.ProbeAsync(change, world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.Applied);
        (await operation.ApplyAsync(change, world.Context, CancellationToken.None))["changed"].ShouldBe("false");
        world.Monorepo.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_somebody_who_commits_nothing_is_begun()
    {
        world.Monorepo.HasAuthor = false;

        (await operation.PlanAsync(new RecordRevisionsRequest(), world.Context, CancellationToken.None)).Blockers.ShouldHaveSingleItem().Id.ShouldBe("GitIdentityMissing");
        (await world.PlanAsync()).Blockers.ShouldHaveSingleItem().Id.ShouldBe("GitIdentityMissing");
        (await world.PlanAsync(new MoveBranchesRequest { Record = false })).Blockers.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_path_that_the_definition_names_must_be_a_submodule_and_one_that_it_does_not_name_may_be_missing()
    {
        OperationContext context = world.Context with
        {
            Service = OrderWorld.Service with
            {
                Monorepo = OrderWorld.Service.Monorepo! with { Submodules = new Dictionary<string, string> { ["ogr"] = "libraries/ogr" } },
            },
        };

        Plan plan = await operation.PlanAsync(new RecordRevisionsRequest(), context, CancellationToken.None);

        plan.Blockers.ShouldHaveSingleItem().Id.ShouldBe("SubmoduleMissing");
        plan.Notes.ShouldContain(note => note.Text == "has no submodule packit-service; packit-service is not recorded");
    }

    [Fact]
    public async Task A_move_records_also_where_one_of_its_moves_failed()
    {
        Plan plan = await world.PlanAsync();
        Change record = plan.Changes[^1];
        world.World.Git.Set("sandcastle.git", "stable", world.Main("sandcastle"));

        IReadOnlyDictionary<string, string> values = await new MoveBranches().ApplyAsync(record, world.Context, CancellationToken.None);
        Conclusion conclusion = await new MoveBranches().ConcludeAsync(
            new MoveBranchesRequest(),
            [
                .. plan.Changes.Take(plan.Changes.Count - 1).Select(change => new ChangeResult
                {
                    Change = change,
                    Status = change.Target == "sandcastle" ? ChangeStatus.Applied : ChangeStatus.Failed,
                    Failure = change.Target == "sandcastle" ? null : new Failure { Id = "PushRejected", Message = "no" },
                }),
                new ChangeResult { Change = record, Status = ChangeStatus.Applied, Values = values },
            ],
            world.Context,
            CancellationToken.None);

        conclusion.Failure.ShouldNotBeNull().Id.ShouldBe("BranchMoveFailed");
        RecordReport report = ((MoveReport)conclusion.Output).Record.ShouldNotBeNull();
        report.Failure.ShouldBeNull();
        report.Links.Single(link => link.Repository == "sandcastle").Commit.ShouldBe(world.Main("sandcastle"));
        report.Links.Single(link => link.Repository == "packit").Commit.ShouldBe(world.Stable("packit"));
    }
}
