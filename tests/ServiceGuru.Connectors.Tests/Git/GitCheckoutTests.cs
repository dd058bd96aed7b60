using ServiceGuru.Connectors.Git;
using ServiceGuru.Infrastructure;
using ServiceGuru.Ports;

namespace ServiceGuru.Connectors.Tests.Git;

public sealed class GitCheckoutTests : IDisposable
{
    private readonly GitWorld world = new();
    private readonly BareRepository remote;
    private readonly string path;

    public GitCheckoutTests()
    {
        remote = world.Create("deployment.git");
        path = Path.Join(world.Root, "checkout");
        Git(world.Root, "clone", "--quiet", remote.Path, path);
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task An_untouched_clone_at_the_newest_commit_is_ready()
    {
        CheckoutState state = await InspectAsync();

        state.Standing.ShouldBe(CheckoutStanding.Ready);
        state.Branch.ShouldBe("main");
        state.Head.ShouldBe(remote.Main);
        state.Dirty.ShouldBeEmpty();
        (state.Ahead, state.Behind).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Changed_staged_renamed_and_new_files_are_listed_and_ignored_ones_are_not()
    {
        await File.WriteAllTextAsync(Path.Join(path, ".git", "info", "exclude"), "vars.yml\n");
        await File.WriteAllTextAsync(Path.Join(path, "vars.yml"), "secret: 1");
        await File.WriteAllTextAsync(Path.Join(path, "new file"), "x");
        await File.WriteAllTextAsync(Path.Join(path, "file-4"), "changed");

        CheckoutState state = await InspectAsync();

        state.Dirty.ShouldContain("M file-4");
        state.Dirty.ShouldContain("?? new file");
        state.Dirty.ShouldNotContain(line => line.Contains("vars.yml", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_renamed_file_is_one_line()
    {
        Git(path, "mv", "file-4", "moved");

        (await InspectAsync()).Dirty.ShouldBe(["R  moved"]);
    }

    [Fact]
    public async Task Nothing_is_fetched_so_commits_that_the_clone_never_saw_can_not_be_counted()
    {
        string before = Git(path, "rev-parse", "refs/remotes/origin/main");
        remote.Commit("refs/heads/main", "Newer");

        CheckoutState state = await InspectAsync();

        state.Behind.ShouldBeNull();
        state.Ahead.ShouldBe(0);
        Git(path, "rev-parse", "refs/remotes/origin/main").ShouldBe(before);
    }

    [Fact]
    public async Task Commits_that_it_saw_are_counted_on_both_sides()
    {
        remote.Commit("refs/heads/main", "Newer");
        remote.Commit("refs/heads/main", "Newest");
        Git(path, "fetch", "--quiet");
        Git(path, "commit", "--quiet", "--allow-empty", "-m", "Own");

        CheckoutState state = await InspectAsync();

        (state.Ahead, state.Behind).ShouldBe((1, 2));
    }

    [Fact]
    public async Task Another_branch_and_none_are_told()
    {
        Git(path, "switch", "--quiet", "-c", "topic");
        (await InspectAsync()).Branch.ShouldBe("topic");
        Git(path, "checkout", "--quiet", "--detach");
        (await InspectAsync()).Branch.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_missing_no_repository_or_a_folder_in_one_is_no_checkout()
    {
        (await InspectAsync(Path.Join(world.Root, "none"))).Standing.ShouldBe(CheckoutStanding.Missing);
        (await InspectAsync(world.Root)).Standing.ShouldBe(CheckoutStanding.NoRepository);
        (await InspectAsync(Directory.CreateDirectory(Path.Join(path, "below")).FullName)).Standing.ShouldBe(CheckoutStanding.NoRepository);
    }

    [Theory]
    [InlineData("https://github.com/packit/deployment", "git@github.com:packit/deployment.git", true)]
    [InlineData("ssh://git@GitHub.com:22/packit/deployment.git", "git@github.com:packit/deployment.git", true)]
    [InlineData("https://user:token@github.com/packit/deployment.git/", "git@github.com:packit/deployment.git", true)]
    [InlineData("git@github.com:somebody/deployment.git", "git@github.com:packit/deployment.git", false)]
    [InlineData("git@gitlab.com:packit/deployment.git", "git@github.com:packit/deployment.git", false)]
    public async Task Whatever_way_it_was_cloned_it_is_a_clone_of_that_repository_or_not(string origin, string url, bool same)
    {
        Git(path, "remote", "set-url", "origin", origin);

        CheckoutState state = await InspectAsync(path, url);

        state.Standing.ShouldBe(same ? CheckoutStanding.Ready : CheckoutStanding.Foreign);
        state.Remotes.ShouldAllBe(one => !one.Contains("token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fork_whose_upstream_is_the_repository_is_a_clone_of_it()
    {
        Git(path, "remote", "rename", "origin", "upstream");
        Git(path, "remote", "add", "origin", "git@github.com:me/deployment.git");

        (await InspectAsync()).Standing.ShouldBe(CheckoutStanding.Ready);
    }

    private static string Git(string directory, params string[] arguments) => GitWorld.Run(directory, null, arguments);

    private Task<CheckoutState> InspectAsync(string? at = null, string? url = null)
    {
        ICheckout checkout = new GitCheckout(new GitProgram(TimeProvider.System, GitWorld.Isolated), at ?? path, url ?? remote.Path, "main");
        return checkout.InspectAsync(remote.Main, default);
    }
}
