using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Tests;

public sealed class GitTests(SharedWorld shared) : IClassFixture<SharedWorld>
{
    [Fact]
    public async Task Every_repository_has_months_of_history_with_stable_behind_main()
    {
        World world = shared.World;
        foreach (RepositoryDefinition repository in world.Service.Repositories)
        {
            int commits = await CountAsync(world, repository.Name, "main");
            commits.ShouldBeInRange(60, 220, repository.Name);
            (await CountAsync(world, repository.Name, "main..stable")).ShouldBe(0, repository.Name);
            int pending = await CountAsync(world, repository.Name, "stable..main");
            if (repository.Name == "packit-service-fedmsg")
            {
                pending.ShouldBe(0);
            }
            else
            {
                pending.ShouldBeGreaterThan(2, repository.Name);
            }

            string newest = await world.GitAsync(repository.Name, "log", "-1", "--format=%ct", "stable");
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(newest, System.Globalization.CultureInfo.InvariantCulture)).ShouldBeLessThan(TimeProvider.System.GetUtcNow().AddDays(-7));
        }
    }

    [Fact]
    public async Task Merges_carry_release_notes_in_the_form_of_packits_projects()
    {
        World world = shared.World;
        string[] messages = (await world.GitAsync("packit-service", "log", "--first-parent", "--merges", "--format=%B%x00", "stable..main")).Split('\0');
        string[] merges = [.. messages.Where(message => message.Contains("Merge pull request #", StringComparison.Ordinal))];

        merges.Length.ShouldBe(9);
        merges.ShouldContain(message => message.Contains("RELEASE NOTES BEGIN\n\nN/A\n\nRELEASE NOTES END\n\nReviewed-by: ", StringComparison.Ordinal));
        merges.ShouldContain(message => message.Contains("pre-commit autoupdate", StringComparison.Ordinal));
        merges.ShouldContain(message => message.Contains("RELEASE NOTES BEGIN\n\nRELEASE NOTES END", StringComparison.Ordinal));
        merges.ShouldContain(message => message.Contains("\n\n- it can be set for each job,\n", StringComparison.Ordinal));
        string all = await world.GitAsync("packit-service", "log", "--merges", "--format=%s", "stable..main");
        all.ShouldContain("Merge branch 'main' into ");
    }

    [Fact]
    public async Task The_dashboard_has_no_merge_commits()
    {
        World world = shared.World;
        (await world.GitAsync("dashboard", "rev-list", "--merges", "--all")).ShouldBeEmpty();
        (await CountAsync(world, "dashboard", "stable..main")).ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task No_commit_is_older_than_what_it_builds_on()
    {
        World world = shared.World;
        foreach (RepositoryDefinition repository in world.Service.Repositories)
        {
            string[] lines = (await world.GitAsync(repository.Name, "log", "--all", "--format=%H %ct %P")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var dates = lines.Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
            foreach (string[] parts in lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            {
                parts.Skip(2).ShouldAllBe(parent => dates[parent] <= dates[parts[0]], $"{repository.Name} {parts[0]}");
            }
        }
    }

    [Fact]
    public async Task Repositories_are_sound_and_serve_partial_fetches_by_commit()
    {
        World world = shared.World;
        foreach (RepositoryDefinition repository in world.Service.Repositories)
        {
            await world.GitAsync(repository.Name, "fsck", "--strict", "--no-dangling");
        }

        string stable = await world.HeadAsync("packit-service", "stable");
        string cache = Path.Combine(world.Folder, "cache.git");
        await world.GitAsync("ogr", "init", "--quiet", "--bare", cache);
        await world.GitAsync("ogr", "-C", cache, "fetch", "--quiet", "--filter=tree:0", "--depth=3", $"file://{world.Repository("packit-service").Url}", stable);
        (await world.GitAsync("ogr", "-C", cache, "cat-file", "-t", stable)).Trim().ShouldBe("commit");
    }

    [Fact]
    public async Task Each_push_is_one_effect_and_pushing_again_what_is_there_is_none()
    {
        await using World world = await World.StartAsync(speed: 1);
        string main = await world.HeadAsync("specfile", "main");
        string stable = await world.HeadAsync("specfile", "stable");
        await world.PushAsync("specfile", "origin/main:refs/heads/stable");
        await world.PushAsync("specfile", "origin/main:refs/heads/stable");
        await world.PushAsync("specfile", $"{stable}:refs/heads/stable");
        await world.PushAsync("specfile", "origin/main:refs/heads/stable");

        await world.Server.NoticePushesAsync(default);

        IReadOnlyList<SandboxEffect> effects = world.Server.Effects;
        effects.Count.ShouldBe(3);
        effects.Select(effect => effect.Detail).ShouldBe([main, stable, main]);
        effects.ShouldAllBe(effect => effect.System == "git" && effect.Action == "push" && effect.Target == "specfile refs/heads/stable");
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(world.Folder, "effects.jsonl"));
        lines.Length.ShouldBe(3);
        lines[0].ShouldContain(main);
    }

    [Fact]
    public async Task Packed_refs_change_nothing_and_later_pushes_are_still_seen()
    {
        await using World world = await World.StartAsync(speed: 1);
        string main = await world.HeadAsync("ogr", "main");
        await world.GitAsync("ogr", "pack-refs", "--all");
        await world.PushAsync("ogr", "origin/main:refs/heads/stable");
        await World.EventuallyAsync(() => Task.FromResult(world.Server.Effects.Count), count => count == 1);
        (await world.GitHubAsync("repos/packit/ogr/git/ref/heads/stable")).GetProperty("object").GetProperty("sha").GetString().ShouldBe(main);
    }

    [Fact]
    public async Task A_branch_that_a_push_removes_is_told_as_removed()
    {
        await using World world = await World.StartAsync(speed: 1);
        await world.PushAsync("ogr", "origin/main:refs/heads/fix/one");
        await World.EventuallyAsync(() => Task.FromResult(world.Server.Effects.Count), count => count == 1);
        await world.PushAsync("ogr", ":refs/heads/fix/one");
        await World.EventuallyAsync(() => Task.FromResult(world.Server.Effects.Count), count => count == 2);
        world.Server.Effects.Select(effect => (effect.Action, effect.Target)).ShouldBe([("push", "ogr refs/heads/fix/one"), ("delete", "ogr refs/heads/fix/one")]);
    }

    [Fact]
    public async Task Two_worlds_at_one_instant_have_the_same_commits()
    {
        var clock = new FixedClock(new DateTimeOffset(2026, 5, 18, 13, 0, 0, TimeSpan.Zero));
        string[] heads = new string[2];
        for (int index = 0; index < 2; index++)
        {
            string directory = Directory.CreateTempSubdirectory("guru-world-").FullName;
            var options = new SandboxOptions { Service = PackitDefinition.Service, Directory = directory };
            await using (SandboxServer server = await SandboxServer.StartAsync(options, clock, World.Deadline()))
            {
                heads[index] = await File.ReadAllTextAsync(Path.Combine(directory, "repositories", "packit-service.git", "refs", "heads", "main"));
            }

            Directory.Delete(directory, recursive: true);
        }

        heads[0].Length.ShouldBe(41);
        heads[1].ShouldBe(heads[0]);
    }

    [Fact]
    public async Task A_diverged_stable_has_one_cherry_picked_commit_that_main_lacks()
    {
        await using World world = await World.StartAsync(speed: 1, faults: "stable-diverged");
        (await CountAsync(world, "packit-service", "main..stable")).ShouldBe(1);
        (await world.GitAsync("packit-service", "log", "-1", "--format=%b", "stable")).ShouldStartWith("(cherry picked from commit ");
        (await CountAsync(world, "packit", "main..stable")).ShouldBe(0);
        world.Server.Effects.ShouldBeEmpty();
    }

    [Fact]
    public async Task Divergence_can_come_and_go_while_the_world_runs()
    {
        await using World world = await World.StartAsync(speed: 1);
        string before = await world.HeadAsync("packit-service", "stable");
        world.Server.SetFault("stable-diverged", true);
        await World.EventuallyAsync(() => CountAsync(world, "packit-service", "main..stable"), count => count == 1);
        world.Server.SetFault("stable-diverged", false);
        await World.EventuallyAsync(() => world.HeadAsync("packit-service", "stable"), head => head == before);
        world.Server.Effects.ShouldBeEmpty();
    }

    private static async Task<int> CountAsync(World world, string repository, string range) =>
        int.Parse(await world.GitAsync(repository, "rev-list", "--count", range), System.Globalization.CultureInfo.InvariantCulture);

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
