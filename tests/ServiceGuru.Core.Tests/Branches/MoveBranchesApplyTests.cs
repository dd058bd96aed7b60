using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Tests.Branches;

public sealed class MoveBranchesApplyTests
{
    private readonly TestWorld world = new();
    private readonly MoveBranches operation = new();
    private readonly OperationContext context;
    private readonly string before;
    private readonly string after;

    public MoveBranchesApplyTests()
    {
        context = world.Context(new ServiceDefinition
        {
            Name = "packit",
            Repositories = [new() { Name = "ogr", Url = "ogr.git" }, new() { Name = "packit", Url = "packit.git" }],
        });
        before = world.Git.Push("ogr.git", "main", "Start");
        world.Git.Set("ogr.git", "stable", before);
        after = world.Git.Push("ogr.git", "main", "One");
        world.Git.Set("packit.git", "main", before);
        world.Git.Set("packit.git", "stable", before);
    }

    [Fact]
    public async Task The_report_has_the_commit_of_every_selected_repository_before_and_after()
    {
        Conclusion conclusion = await TestWorld.RunAsync(operation, new MoveBranchesRequest(), context);

        conclusion.Failure.ShouldBeNull();
        MoveReport report = conclusion.Output.ShouldBeOfType<MoveReport>();
        report.Revisions.ShouldBe(new Dictionary<string, string> { ["ogr"] = after, ["packit"] = before }, ignoreOrder: true);
        report.Previous.ShouldBe(new Dictionary<string, string> { ["ogr"] = before, ["packit"] = before }, ignoreOrder: true);
        report.Moves.Select(move => (move.Repository, move.Branch, move.Status, move.Commits))
            .ShouldBe([("ogr", "stable", BranchStatus.FastForward, 1), ("packit", "stable", BranchStatus.UpToDate, 0)]);
        world.Git.Updates.ShouldHaveSingleItem().ShouldBe(new RefUpdate("ogr.git", "refs/heads/stable", before, after));
    }

    [Fact]
    public async Task The_forecast_is_what_the_move_then_reports()
    {
        Plan plan = await operation.PlanAsync(new MoveBranchesRequest(), context, CancellationToken.None);
        MoveReport forecast = operation.Forecast(new MoveBranchesRequest(), plan).ShouldNotBeNull();

        MoveReport report = (MoveReport)(await TestWorld.RunAsync(operation, new MoveBranchesRequest(), context)).Output;

        forecast.Moves.Select(move => move with { Foretold = false }).ShouldBe(report.Moves);
        forecast.Moves.Where(move => move.Foretold).Select(move => move.Repository).ShouldBe(["ogr"], "what is up to date is there already");
        report.Moves.ShouldAllBe(move => !move.Foretold);
        forecast.Revisions.ShouldBe(report.Revisions, ignoreOrder: true);
        forecast.Previous.ShouldBe(report.Previous, ignoreOrder: true);
    }

    [Fact]
    public async Task A_blocked_plan_has_no_forecast()
    {
        world.Git.Unreachable.Add("ogr.git");
        Plan plan = await operation.PlanAsync(new MoveBranchesRequest(), context, CancellationToken.None);

        operation.Forecast(new MoveBranchesRequest(), plan).ShouldBeNull();
    }

    [Fact]
    public async Task Old_tool_ignored_a_refused_push_but_it_fails_and_the_others_are_told()
    {
        Change change = await ChangeAsync();
        Failure refusal = new() { Id = "PushRejected", Message = "a hook said no" };

        Conclusion conclusion = await operation.ConcludeAsync(
            new MoveBranchesRequest(), [new ChangeResult { Change = change, Status = ChangeStatus.Failed, Failure = refusal }], context, CancellationToken.None);

        Failure failure = conclusion.Failure.ShouldNotBeNull();
        failure.Id.ShouldBe("BranchMoveFailed");
        failure.Message.ShouldContain("1 of 2");
        failure.Details.ShouldHaveSingleItem().Id.ShouldBe("PushRejected");
        MoveReport report = (MoveReport)conclusion.Output;
        report.Moves[0].Failure.ShouldNotBeNull().Target.ShouldBe("ogr");
        report.Moves[1].Failure.ShouldBeNull();
        report.Revisions["ogr"].ShouldBe(before);
        report.Revisions["packit"].ShouldBe(before);
    }

    [Fact]
    public async Task An_unknown_outcome_stays_unknown_and_claims_no_revision()
    {
        Change change = await ChangeAsync();
        Failure broken = new() { Id = "GitRemoteUnreachable", Kind = FailureKind.UnknownOutcome, Message = "broken off" };

        Conclusion conclusion = await operation.ConcludeAsync(
            new MoveBranchesRequest(), [new ChangeResult { Change = change, Status = ChangeStatus.Unknown, Failure = broken }], context, CancellationToken.None);

        conclusion.Failure.ShouldNotBeNull().Kind.ShouldBe(FailureKind.UnknownOutcome);
        ((MoveReport)conclusion.Output).Revisions.Keys.ShouldBe(["packit"]);
    }

    [Fact]
    public async Task A_branch_that_moved_meanwhile_claims_no_revision()
    {
        ChangeResult result = new() { Change = await ChangeAsync(), Status = ChangeStatus.Failed, Failure = new Failure { Id = "BranchMovedMeanwhile", Message = "elsewhere" } };

        Conclusion conclusion = await operation.ConcludeAsync(new MoveBranchesRequest(), [result], context, CancellationToken.None);

        ((MoveReport)conclusion.Output).Revisions.Keys.ShouldBe(["packit"]);
    }

    [Fact]
    public async Task A_second_attempt_keeps_the_commit_from_before_the_first()
    {
        ChangeResult first = new() { Change = await ChangeAsync(), Status = ChangeStatus.Applied };
        world.Git.Set("ogr.git", "stable", after);
        string later = world.Git.Push("ogr.git", "main", "Two");
        ChangeResult second = new() { Change = await ChangeAsync(), Status = ChangeStatus.Applied };

        Conclusion conclusion = await operation.ConcludeAsync(new MoveBranchesRequest(), [first, second], context, CancellationToken.None);

        MoveReport report = (MoveReport)conclusion.Output;
        report.Previous["ogr"].ShouldBe(before);
        report.Revisions["ogr"].ShouldBe(later);
        report.Moves[0].Commits.ShouldBe(2);
    }

    [Fact]
    public async Task A_second_attempt_that_fails_leaves_the_branch_where_the_first_put_it()
    {
        ChangeResult first = new() { Change = await ChangeAsync(), Status = ChangeStatus.Applied };
        world.Git.Set("ogr.git", "stable", after);
        world.Git.Push("ogr.git", "main", "Two");
        ChangeResult second = new() { Change = await ChangeAsync(), Status = ChangeStatus.Failed, Failure = new Failure { Id = "PushRejected", Message = "no" } };

        Conclusion conclusion = await operation.ConcludeAsync(new MoveBranchesRequest(), [first, second], context, CancellationToken.None);

        conclusion.Failure.ShouldNotBeNull();
        ((MoveReport)conclusion.Output).Revisions["ogr"].ShouldBe(after);
    }

    [Fact]
    public async Task A_declined_move_is_no_failure_and_the_branch_is_told_where_it_is()
    {
        ChangeResult declined = new() { Change = await ChangeAsync(), Status = ChangeStatus.Declined };

        Conclusion conclusion = await operation.ConcludeAsync(new MoveBranchesRequest(), [declined], context, CancellationToken.None);

        conclusion.Failure.ShouldBeNull();
        MoveReport report = (MoveReport)conclusion.Output;
        report.Moves[0].To.ShouldBe(before);
        report.Moves[0].Commits.ShouldBe(0);
        report.Revisions["ogr"].ShouldBe(before);
    }

    [Fact]
    public async Task A_change_that_was_never_begun_is_no_success()
    {
        Change change = await ChangeAsync();

        Conclusion conclusion = await operation.ConcludeAsync(
            new MoveBranchesRequest(), [new ChangeResult { Change = change, Status = ChangeStatus.Planned }], context, CancellationToken.None);

        conclusion.Failure.ShouldNotBeNull().Details[0].Id.ShouldBe("ChangeNotApplied");
    }

    [Fact]
    public async Task An_up_to_date_repository_that_can_no_longer_be_read_is_told_beside_the_moved_one()
    {
        Change change = await ChangeAsync();
        world.Git.Unreachable.Add("packit.git");

        Conclusion conclusion = await operation.ConcludeAsync(
            new MoveBranchesRequest(), [new ChangeResult { Change = change, Status = ChangeStatus.Applied }], context, CancellationToken.None);

        conclusion.Failure.ShouldNotBeNull().Kind.ShouldBe(FailureKind.Unreachable);
        ((MoveReport)conclusion.Output).Revisions["ogr"].ShouldBe(after);
    }

    [Fact]
    public async Task A_branch_that_moved_after_the_plan_is_left_alone()
    {
        Change change = await ChangeAsync();
        string meanwhile = world.Git.Push("ogr.git", "stable", "Hotfix");

        GuruException exception = await Should.ThrowAsync<GuruException>(() => operation.ApplyAsync(change, context, CancellationToken.None));

        exception.Failure.Id.ShouldBe("BranchMovedMeanwhile");
        world.Git.Get("ogr.git", "stable").ShouldBe(meanwhile);
    }

    [Fact]
    public async Task A_probe_tells_done_from_not_done_and_from_something_else()
    {
        Change change = await ChangeAsync();

        (await operation.ProbeAsync(change, context, CancellationToken.None)).ShouldBe(ProbeOutcome.NotApplied);
        world.Git.Set("ogr.git", "stable", after);
        (await operation.ProbeAsync(change, context, CancellationToken.None)).ShouldBe(ProbeOutcome.Applied);
        world.Git.Push("ogr.git", "stable", "Hotfix");
        (await operation.ProbeAsync(change, context, CancellationToken.None)).ShouldBe(ProbeOutcome.Unknown);
    }

    [Fact]
    public async Task Undoing_swaps_back_and_is_destructive()
    {
        Change change = await ChangeAsync();
        await operation.ApplyAsync(change, context, CancellationToken.None);

        Change undo = operation.Revert(new ChangeResult { Change = change, Status = ChangeStatus.Applied }).ShouldNotBeNull();
        await operation.ApplyAsync(undo, context, CancellationToken.None);

        undo.Destructive.ShouldBeTrue();
        undo.Effect.ShouldBe(EffectContract.CompareAndSwap);
        world.Git.Get("ogr.git", "stable").ShouldBe(before);
    }

    [Fact]
    public async Task Undoing_refuses_where_somebody_moved_on()
    {
        Change change = await ChangeAsync();
        await operation.ApplyAsync(change, context, CancellationToken.None);
        string later = world.Git.Push("ogr.git", "stable", "Later");

        Change undo = operation.Revert(new ChangeResult { Change = change, Status = ChangeStatus.Applied }).ShouldNotBeNull();

        await Should.ThrowAsync<GuruException>(() => operation.ApplyAsync(undo, context, CancellationToken.None));
        world.Git.Get("ogr.git", "stable").ShouldBe(later);
    }

    private async Task<Change> ChangeAsync() =>
        (await operation.PlanAsync(new MoveBranchesRequest(), context, CancellationToken.None)).Changes[0];
}
