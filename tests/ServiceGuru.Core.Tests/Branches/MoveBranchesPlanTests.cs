using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Tests.Branches;

public sealed class MoveBranchesPlanTests
{
    private readonly TestWorld world = new();
    private readonly MoveBranches operation = new();

    private static readonly ServiceDefinition Service = new()
    {
        Name = "packit",
        Repositories = [Repository("ogr"), Repository("packit"), Repository("packit-service")],
    };

    public MoveBranchesPlanTests()
    {
        foreach (string name in new[] { "ogr", "packit", "packit-service" })
        {
            string start = world.Git.Push(Url(name), "main", "Start");
            world.Git.Set(Url(name), "stable", start);
        }
    }

    [Fact]
    public async Task A_branch_that_lacks_commits_is_moved_by_compare_and_swap_of_full_commits()
    {
        string before = world.Git.Get(Url("packit"), "stable");
        world.Git.Push(Url("packit"), "main", "One");
        string head = world.Git.Push(Url("packit"), "main", "Two");

        Plan plan = await PlanAsync(new MoveBranchesRequest());

        Change change = plan.Changes.ShouldHaveSingleItem();
        change.Kind.ShouldBe("move-branch");
        change.Id.ShouldBe("1");
        change.Target.ShouldBe("packit");
        change.From.ShouldBe(before);
        change.To.ShouldBe(head);
        change.Effect.ShouldBe(EffectContract.CompareAndSwap);
        change.Destructive.ShouldBeFalse();
        change.Summary.ShouldBe($"packit: stable {before[..7]} -> {head[..7]} (2 commits)");
        change.Undo.ShouldNotBeNull().ShouldContain(before[..7]);
    }

    [Fact]
    public async Task A_branch_at_its_place_is_a_note_and_is_not_compared()
    {
        Plan plan = await PlanAsync(new MoveBranchesRequest());

        plan.Changes.ShouldBeEmpty();
        plan.Blockers.ShouldBeEmpty();
        plan.Notes.Select(note => note.Target).ShouldBe(["ogr", "packit", "packit-service"]);
        plan.Notes[0].Value.ShouldBe(world.Git.Get(Url("ogr"), "main"));
        world.Git.Comparisons.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_commit_is_told_in_the_singular()
    {
        world.Git.Push(Url("ogr"), "main", "One");

        (await PlanAsync(new MoveBranchesRequest())).Changes[0].Summary.ShouldEndWith("(1 commit)");
    }

    [Fact]
    public async Task A_diverged_branch_blocks_and_lists_what_only_it_has()
    {
        string hotfix = Diverge();

        Plan plan = await PlanAsync(new MoveBranchesRequest());

        Failure blocker = plan.Blockers.ShouldHaveSingleItem();
        blocker.Id.ShouldBe("BranchDiverged");
        blocker.Kind.ShouldBe(FailureKind.Refused);
        blocker.Target.ShouldBe("packit");
        blocker.Evidence.ShouldBe([$"{hotfix[..7]} Hotfix (Mia)"]);
        blocker.NextAction.ShouldNotBeNull().ShouldContain("force");
    }

    [Fact]
    public async Task A_diverged_branch_does_not_hide_what_the_others_would_get()
    {
        Diverge();
        world.Git.Push(Url("ogr"), "main", "One");

        Plan plan = await PlanAsync(new MoveBranchesRequest());

        plan.Changes.ShouldHaveSingleItem().Target.ShouldBe("ogr");
        plan.Notes.ShouldHaveSingleItem().Target.ShouldBe("packit-service");
        plan.Blockers.ShouldHaveSingleItem().Target.ShouldBe("packit");
    }

    [Fact]
    public async Task With_force_a_diverged_branch_is_a_destructive_change_that_lists_the_loss()
    {
        string hotfix = Diverge();

        Plan plan = await PlanAsync(new MoveBranchesRequest { Force = true });

        plan.Blockers.ShouldBeEmpty();
        Change change = plan.Changes.ShouldHaveSingleItem();
        change.Destructive.ShouldBeTrue();
        change.From.ShouldBe(hotfix);
        change.Summary.ShouldContain($"loses 1 commit: {hotfix[..7]} Hotfix (Mia)");
    }

    [Fact]
    public async Task Force_does_not_make_an_ordinary_move_destructive()
    {
        world.Git.Push(Url("ogr"), "main", "One");

        (await PlanAsync(new MoveBranchesRequest { Force = true })).Changes[0].Destructive.ShouldBeFalse();
    }

    [Fact]
    public async Task A_long_loss_is_cut_and_says_so()
    {
        for (int index = 0; index < 25; index++)
        {
            world.Git.Push(Url("ogr"), "stable", $"Fix {index}");
        }

        Failure blocker = (await PlanAsync(new MoveBranchesRequest())).Blockers[0];

        blocker.Evidence.Count.ShouldBe(21);
        blocker.Evidence[^1].ShouldBe("and 5 more");
    }

    [Theory]
    [InlineData("packit", "stable")]
    [InlineData("packit", "release")]
    public async Task Old_tool_took_a_missing_branch_for_even_but_it_blocks(string name, string branch)
    {
        ServiceDefinition service = Service with { Repositories = [Repository(name) with { Target = "gone" }, Repository("ogr") with { Source = branch == "release" ? "release" : "main" }] };

        Plan plan = await operation.PlanAsync(new MoveBranchesRequest(), world.Context(service), CancellationToken.None);

        plan.Blockers[0].Id.ShouldBe("BranchMissing");
        plan.Blockers[0].Message.ShouldBe($"{name} has no branch gone.");
        plan.Blockers.Count.ShouldBe(branch == "release" ? 2 : 1);
    }

    [Fact]
    public async Task An_unreachable_remote_blocks_with_gits_failure_and_keeps_its_kind()
    {
        world.Git.Unreachable.Add(Url("ogr"));

        Failure blocker = (await PlanAsync(new MoveBranchesRequest())).Blockers.ShouldHaveSingleItem();

        blocker.Id.ShouldBe("GitRemoteUnreachable");
        blocker.Kind.ShouldBe(FailureKind.Unreachable);
        blocker.Target.ShouldBe("ogr");
    }

    [Theory]
    [InlineData(40)]
    [InlineData(7)]
    public async Task A_chosen_commit_of_the_source_is_moved_to(int length)
    {
        string chosen = world.Git.Push(Url("ogr"), "main", "One");
        world.Git.Push(Url("ogr"), "main", "Two");

        Plan plan = await PlanAsync(new MoveBranchesRequest { Commits = new Dictionary<string, string> { ["ogr"] = chosen[..length] } });

        plan.Changes.ShouldHaveSingleItem().To.ShouldBe(chosen);
    }

    [Fact]
    public async Task A_chosen_commit_that_the_source_lacks_blocks()
    {
        string elsewhere = world.Git.Commit("Elsewhere");

        Plan plan = await PlanAsync(new MoveBranchesRequest { Commits = new Dictionary<string, string> { ["ogr"] = elsewhere } });

        plan.Blockers.ShouldHaveSingleItem().Id.ShouldBe("CommitNotOnSource");
        plan.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_chosen_commit_too_short_to_be_certain_blocks()
    {
        string chosen = world.Git.Push(Url("ogr"), "main", "One");

        Plan plan = await PlanAsync(new MoveBranchesRequest { Commits = new Dictionary<string, string> { ["ogr"] = chosen[..6] } });

        plan.Blockers.ShouldHaveSingleItem().Id.ShouldBe("CommitNotOnSource");
    }

    [Fact]
    public async Task A_step_back_on_the_source_needs_force_like_any_loss()
    {
        string old = world.Git.Get(Url("ogr"), "main");
        string head = world.Git.Push(Url("ogr"), "main", "One");
        world.Git.Set(Url("ogr"), "stable", head);
        MoveBranchesRequest request = new() { Commits = new Dictionary<string, string> { ["ogr"] = old } };

        (await PlanAsync(request)).Blockers.ShouldHaveSingleItem().Id.ShouldBe("BranchDiverged");
        Change change = (await PlanAsync(request with { Force = true })).Changes.ShouldHaveSingleItem();

        change.To.ShouldBe(old);
        change.Destructive.ShouldBeTrue();
    }

    [Fact]
    public async Task An_unknown_repository_is_wrong_usage_and_the_near_name_is_told()
    {
        GuruException exception = await Should.ThrowAsync<GuruException>(() => PlanAsync(new MoveBranchesRequest { Repositories = ["pakcit"] }));

        exception.Failure.Id.ShouldBe("UnknownRepository");
        exception.Failure.Kind.ShouldBe(FailureKind.Usage);
        exception.Failure.Message.ShouldContain("'packit'");
    }

    [Fact]
    public async Task A_commit_for_an_unknown_repository_is_wrong_usage()
    {
        MoveBranchesRequest request = new() { Commits = new Dictionary<string, string> { ["oggr"] = new('a', 40) } };

        (await Should.ThrowAsync<GuruException>(() => PlanAsync(request))).Failure.Id.ShouldBe("UnknownRepository");
    }

    [Fact]
    public async Task Only_the_named_repositories_are_looked_at_in_the_definitions_order()
    {
        world.Git.Unreachable.Add(Url("packit"));

        Plan plan = await PlanAsync(new MoveBranchesRequest { Repositories = ["packit-service", "ogr"] });

        plan.Notes.Select(note => note.Target).ShouldBe(["ogr", "packit-service"]);
        plan.Blockers.ShouldBeEmpty();
    }

    private string Diverge()
    {
        string hotfix = world.Git.Push(Url("packit"), "stable", "Hotfix\n\nBody", "Mia");
        world.Git.Push(Url("packit"), "main", "One");
        return hotfix;
    }

    private Task<Plan> PlanAsync(MoveBranchesRequest request) => operation.PlanAsync(request, world.Context(Service), CancellationToken.None);

    private static RepositoryDefinition Repository(string name) => new() { Name = name, Url = Url(name) };

    private static string Url(string name) => $"git@example.org:{name}.git";
}
