using NSubstitute;
using ServiceGuru.Branches;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;

namespace ServiceGuru.Tests.Branches;

public sealed class RestoreBranchesTests
{
    private readonly OrderWorld world = new();
    private readonly RestoreBranches operation = new();
    private readonly string before;
    private readonly string moved;
    private readonly List<RunChanges> runs = [];

    public RestoreBranchesTests()
    {
        before = world.Stable("sandcastle");
        moved = world.Main("sandcastle");
        world.World.Git.Set("sandcastle.git", "stable", moved);
        world.World.History.RunsAsync("packit", Arg.Any<IReadOnlyCollection<string>>(), Arg.Any<CancellationToken>()).Returns(_ => runs.ToAsyncEnumerable());
        runs.Add(new RunChanges("run-1", [Moved("sandcastle", before, moved)]));
    }

    [Fact]
    public async Task The_last_run_that_moved_a_branch_is_taken_back_and_that_is_destructive()
    {
        world.Monorepo.Set("sandcastle", moved);

        Plan plan = await PlanAsync();

        Change change = plan.Changes[0];
        (change.Kind, change.Target, change.From, change.To).ShouldBe(("restore-branch", "sandcastle", moved, before));
        change.Destructive.ShouldBeTrue();
        change.Effect.ShouldBe(EffectContract.CompareAndSwap);
        change.Summary.ShouldContain("takes 1 commit off");
        change.Details["lost"].ShouldContain($"{moved} News");
        plan.Changes[1].Kind.ShouldBe("record-revisions");
        plan.Notes.Select(note => note.Text).ShouldContain(text => text.Contains("start new image builds") && text.Contains("Undo-ProdDeployment"));
        plan.Notes.ShouldContain(note => note.Target == "ogr" && note.Text == "was not moved by run run-1");
    }

    [Fact]
    public async Task The_branch_goes_back_and_the_monorepo_says_so()
    {
        world.Monorepo.Set("sandcastle", moved);

        Conclusion conclusion = await TestWorld.RunAsync(operation, new RestoreBranchesRequest(), world.Context);

        conclusion.Failure.ShouldBeNull();
        world.Stable("sandcastle").ShouldBe(before);
        world.Monorepo.Links["sandcastle"].ShouldBe(before);
        world.Monorepo.Messages.ShouldHaveSingleItem().ShouldStartWith("chore: back to what was deployed before");
        BranchMove move = ((MoveReport)conclusion.Output).Moves.ShouldHaveSingleItem();
        (move.From, move.To, move.Lost, move.Commits).ShouldBe((moved, before, 1, 0));
        (await PlanAsync()).Changes.ShouldBeEmpty("nothing is left to take back");
    }

    [Fact]
    public async Task A_branch_that_others_moved_since_is_left_alone_and_told()
    {
        string theirs = world.World.Git.Push("sandcastle.git", "stable", "Hotfix of somebody");

        Failure blocker = (await PlanAsync()).Blockers.ShouldHaveSingleItem();

        blocker.Id.ShouldBe("BranchMovedMeanwhile");
        blocker.Target.ShouldBe("sandcastle");
        blocker.Evidence.ShouldContain($"found: {theirs}");
    }

    [Fact]
    public async Task A_branch_that_is_moved_between_plan_and_push_is_left_alone()
    {
        Change change = (await PlanAsync()).Changes[0];
        string theirs = world.World.Git.Push("sandcastle.git", "stable", "Hotfix of somebody");

        (await Should.ThrowAsync<GuruException>(() => operation.ApplyAsync(change, world.Context, CancellationToken.None))).Failure.Id.ShouldBe("BranchMovedMeanwhile");
        world.Stable("sandcastle").ShouldBe(theirs);
    }

    [Fact]
    public async Task An_older_run_can_be_chosen_where_only_later_runs_of_ours_came_between()
    {
        string newest = world.World.Git.Push("sandcastle.git", "main", "More");
        world.World.Git.Set("sandcastle.git", "stable", newest);
        runs.Insert(0, new RunChanges("run-2", [Moved("sandcastle", moved, newest)]));

        (await PlanAsync()).Changes[0].To.ShouldBe(moved);
        Change change = (await PlanAsync(new RestoreBranchesRequest { Run = "run-1" })).Changes[0];
        (change.From, change.To).ShouldBe((newest, before));
        change.Summary.ShouldContain("takes 2 commits off");
    }

    [Fact]
    public async Task A_run_of_two_attempts_is_taken_back_to_before_the_first()
    {
        string newest = world.World.Git.Push("sandcastle.git", "main", "More");
        world.World.Git.Set("sandcastle.git", "stable", newest);
        runs[0] = new RunChanges("run-1", [Moved("sandcastle", moved, newest), Moved("sandcastle", before, moved)]);

        (await PlanAsync()).Changes[0].To.ShouldBe(before);
    }

    [Fact]
    public async Task Commits_that_a_forced_move_lost_come_back()
    {
        string hotfix = world.World.Git.Commit("Hotfix", parents: before);
        runs[0] = new RunChanges("run-1", [Moved("sandcastle", hotfix, moved)]);

        Change change = (await PlanAsync()).Changes[0];

        change.To.ShouldBe(hotfix);
        change.Summary.ShouldContain("brings 1 commit back");
    }

    [Fact]
    public async Task A_service_repository_says_that_a_new_image_build_starts()
    {
        runs[0] = new RunChanges("run-1", [Moved("packit-service", world.Stable("packit-service"), world.Main("packit-service"))]);
        world.World.Git.Set("packit-service.git", "stable", world.Main("packit-service"));

        (await PlanAsync()).Changes[0].Summary.ShouldContain("starts a new image build");
    }

    [Theory]
    [InlineData("run-9")]
    [InlineData(null)]
    public async Task Without_a_recorded_move_there_is_nothing_to_take_back(string? run)
    {
        runs.Clear();

        GuruException error = await Should.ThrowAsync<GuruException>(() => PlanAsync(new RestoreBranchesRequest { Run = run }));

        error.Failure.Id.ShouldBe("NoRecordedMove");
        error.Failure.Kind.ShouldBe(FailureKind.Usage);
    }

    [Fact]
    public async Task Only_the_repositories_that_are_named_are_meant()
    {
        runs.Insert(0, new RunChanges("run-2", [Moved("ogr", world.Stable("ogr"), world.Main("ogr"))]));

        (await PlanAsync(new RestoreBranchesRequest { Repositories = ["sandcastle"], Record = false })).Changes.ShouldHaveSingleItem().Target.ShouldBe("sandcastle");
    }

    private static Change Moved(string repository, string from, string to) => new()
    {
        Id = "1",
        Kind = "move-branch",
        Target = repository,
        From = from,
        To = to,
        Summary = repository,
        Effect = EffectContract.CompareAndSwap,
        Details = new Dictionary<string, string> { ["branch"] = "stable", ["commits"] = "1" },
    };

    private Task<Plan> PlanAsync(RestoreBranchesRequest? request = null) =>
        operation.PlanAsync(request ?? new RestoreBranchesRequest(), world.Context, CancellationToken.None);
}
