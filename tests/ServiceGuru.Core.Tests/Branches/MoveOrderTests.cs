using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Tests.Packages;

namespace ServiceGuru.Tests.Branches;

/// <summary>The order of a move, and the packages that it waits for.</summary>
public sealed class MoveOrderTests
{
    private readonly OrderWorld world = new();

    [Fact]
    public async Task Dependencies_come_first_and_the_plan_shows_the_order_and_the_waits()
    {
        Plan plan = await world.PlanAsync();

        plan.Blockers.ShouldBeEmpty();
        plan.Changes.Select(change => change.Target).ShouldBe(["ogr", "packit", "sandcastle", "packit-service", "monorepo"]);
        plan.Changes.Select(change => string.Join(",", change.After)).ShouldBe(["", "1", "", "1,2,3", ""]);
        plan.Changes[1].Summary.ShouldContain($"after ogr, once python-ogr {world.Main("ogr")[..7]} is built");
        plan.Changes[3].Summary.ShouldContain($"after ogr, packit, sandcastle, once python-ogr {world.Main("ogr")[..7]}, packit {world.Main("packit")[..7]} are built");
        plan.Changes[4].AfterEndOf.ShouldBe(["1", "2", "3", "4"]);
        world.World.Git.Updates.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_push_waits_until_the_package_is_built_from_exactly_the_moved_commit()
    {
        Change packit = (await world.PlanAsync()).Changes[1];
        world.Packages.Build("python-ogr", 2, PackagesInMemory.VersionOf(new string('b', 40)), begins: TimeSpan.FromMinutes(1));
        world.Packages.Build("python-ogr", 3, PackagesInMemory.VersionOf(world.Main("ogr")), begins: TimeSpan.FromMinutes(2), lasts: TimeSpan.FromMinutes(8));
        DateTimeOffset start = world.Clock.GetUtcNow();

        await world.ApplyAsync(packit);

        (world.Clock.GetUtcNow() - start).ShouldBe(TimeSpan.FromMinutes(10));
        world.Stable("packit").ShouldBe(world.Main("packit"));
    }

    [Fact]
    public async Task A_failed_build_stops_what_needs_it_and_nothing_is_pushed()
    {
        Change packit = (await world.PlanAsync()).Changes[1];
        world.Packages.Build("python-ogr", 2, PackagesInMemory.VersionOf(world.Main("ogr")), ends: "failed");

        GuruException error = await Should.ThrowAsync<GuruException>(() => world.ApplyAsync(packit));

        error.Failure.Id.ShouldBe("PackageBuildFailed");
        error.Failure.Target.ShouldBe("packit");
        error.Failure.Message.ShouldContain("python-ogr");
        error.Failure.Evidence.ShouldContain("https://copr.example.org/build/2/");
        world.World.Git.Updates.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_build_that_failed_before_the_push_says_nothing_about_the_one_that_the_push_starts()
    {
        world.Packages.Build("python-ogr", 2, version: null, ends: "failed");
        Plan plan = await world.PlanAsync();
        plan.Blockers.ShouldBeEmpty();
        world.Packages.Build("python-ogr", 3, PackagesInMemory.VersionOf(world.Main("ogr")), begins: TimeSpan.FromMinutes(5));

        await world.ApplyAsync(plan.Changes[1]);

        world.Stable("packit").ShouldBe(world.Main("packit"));
    }

    [Fact]
    public async Task Old_tool_skipped_the_wait_where_the_dependency_was_even_but_its_package_must_be_of_its_stable_commit()
    {
        world.World.Git.Set("ogr.git", "stable", world.Main("ogr"));
        Plan plan = await world.PlanAsync();
        plan.Changes[0].Target.ShouldBe("packit");
        plan.Changes[0].After.ShouldBeEmpty();
        plan.Changes[0].Summary.ShouldContain($"once python-ogr {world.Main("ogr")[..7]} is built");
        world.Packages.Build("python-ogr", 2, PackagesInMemory.VersionOf(world.Main("ogr")), begins: TimeSpan.FromMinutes(3));
        DateTimeOffset start = world.Clock.GetUtcNow();

        await world.ApplyAsync(plan.Changes[0]);

        (world.Clock.GetUtcNow() - start).ShouldBe(TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task An_even_dependency_whose_package_failed_is_told_before_anything_moves()
    {
        world.World.Git.Set("ogr.git", "stable", world.Main("ogr"));
        world.Packages.Build("python-ogr", 2, PackagesInMemory.VersionOf(world.Main("ogr")), ends: "failed");

        (await world.PlanAsync()).Blockers.ShouldHaveSingleItem().Id.ShouldBe("PackageBuildFailed");
    }

    [Fact]
    public async Task Old_tool_let_packit_service_wait_for_packit_only_but_what_packit_needs_counts_too()
    {
        world.Even("packit");
        world.Even("ogr");
        world.Even("sandcastle");
        Change change = (await world.PlanAsync()).Changes[0];

        change.Target.ShouldBe("packit-service");
        change.Summary.ShouldEndWith("(1 commit)");
        await world.ApplyAsync(change);
        world.Packages.Looks.Distinct().Order().ShouldBe(["packit", "python-ogr"]);
    }

    [Fact]
    public async Task A_repository_moved_alone_still_waits_for_the_packages_of_those_that_stay()
    {
        Plan plan = await world.PlanAsync(new MoveBranchesRequest { Repositories = ["packit"] });

        plan.Changes[0].After.ShouldBeEmpty();
        plan.Changes[0].Summary.ShouldEndWith("(1 commit)");
        plan.Changes[0].Details["packages"].ShouldContain(world.Stable("ogr"));
    }

    [Fact]
    public async Task An_even_repository_says_that_its_images_lack_what_moves()
    {
        world.Even("packit-service");

        PlanNote note = (await world.PlanAsync()).Notes.Single(one => one.Target == "packit-service");

        note.Text.ShouldContain("its images get the new ogr, packit, sandcastle only when they are built again");
        note.Value.ShouldBe(world.Main("packit-service"));
    }

    [Fact]
    public async Task Where_nobody_can_tell_what_is_built_nothing_moves()
    {
        world.Packages.Problem = () => new Failure { Id = "PackagesUnreachable", Kind = FailureKind.Unreachable, Message = "503", Transient = true };

        Plan plan = await world.PlanAsync();

        plan.Blockers.Select(blocker => blocker.Id).Distinct().ShouldBe(["PackagesUnreachable"]);
    }

    [Fact]
    public async Task A_package_that_there_is_not_is_a_mistake_in_the_definition()
    {
        OperationContext context = world.Context with
        {
            Service = OrderWorld.Service with
            {
                Repositories = [.. OrderWorld.Service.Repositories.Select(one => one.Name == "ogr" ? one with { Package = "ogr" } : one)],
            },
        };

        Plan plan = await new MoveBranches().PlanAsync(new MoveBranchesRequest(), context, CancellationToken.None);

        plan.Blockers.ShouldHaveSingleItem().Id.ShouldBe("PackageUnknown");
    }

    [Fact]
    public async Task A_divergence_lists_what_is_really_lost_apart_from_cherry_picks()
    {
        string picked = world.World.Git.Push("sandcastle.git", "stable", "Fix the leak", "Mia");
        string lost = world.World.Git.Push("sandcastle.git", "stable", "Hotfix", "Mia");
        world.World.Git.Picked.Add(picked);

        Failure blocker = (await world.PlanAsync()).Blockers.ShouldHaveSingleItem();
        Change change = (await world.PlanAsync(new MoveBranchesRequest { Force = true })).Changes.Single(one => one.Target == "sandcastle");

        blocker.Message.ShouldContain("1 of them is a cherry-pick of a change that main has");
        blocker.Evidence.ShouldBe([$"{lost[..7]} Hotfix (Mia)", $"{picked[..7]} Fix the leak (Mia) - main has the same change"]);
        change.Destructive.ShouldBeTrue();
        change.Summary.ShouldContain("loses 2 commits (1 with a change that main has)");
        change.Details["lost"].ShouldBe($"{lost} Hotfix (Mia)\n{picked} Fix the leak (Mia) - main has the same change");
    }

    [Fact]
    public async Task The_ledger_has_every_lost_commit_also_where_people_are_shown_only_the_first()
    {
        List<string> lost = [.. Enumerable.Range(0, 30).Select(number => world.World.Git.Push("sandcastle.git", "stable", $"Hotfix {number}"))];

        Change change = (await world.PlanAsync(new MoveBranchesRequest { Force = true })).Changes.Single(one => one.Target == "sandcastle");

        change.Summary.ShouldContain("and 10 more");
        lost.ShouldAllBe(sha => change.Details["lost"].Contains(sha));
    }
}
