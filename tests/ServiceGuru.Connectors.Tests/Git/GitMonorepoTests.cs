using ServiceGuru.Branches;
using ServiceGuru.Connectors.Git;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Tests.Git;

public sealed class GitMonorepoTests : IDisposable
{
    private const string Main = "refs/heads/main";
    private readonly GitWorld world = new();
    private readonly BareRepository mono;
    private readonly string ogr = new('a', 40);
    private readonly string dead = new('d', 40);

    public GitMonorepoTests()
    {
        mono = world.Create("mono.git");
        string modules = mono.Git("[submodule \"ogr\"]\n", "hash-object", "-w", "--stdin");
        string nested = mono.Git($"160000 commit {ogr}\togr\n", "mktree", "--missing");
        string tree = mono.Git($"100644 blob {modules}\t.gitmodules\n040000 tree {nested}\tlibraries\n160000 commit {dead}\ttokman\n160000 commit {ogr}\tpackit service\n", "mktree", "--missing");
        mono.SetRef(Main, mono.Git(null, "commit-tree", "-p", mono.Main, "-m", "Record", tree));
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_submodules_are_read_at_any_depth_and_under_any_name()
    {
        MonorepoState state = await Monorepo().ReadAsync(default);

        state.Head.ShouldBe(mono.Main);
        state.Links.ShouldBe(new Dictionary<string, string> { ["libraries/ogr"] = ogr, ["packit service"] = ogr, ["tokman"] = dead }, ignoreOrder: true);
    }

    [Fact]
    public async Task One_commit_sets_what_is_asked_and_nothing_else()
    {
        string head = mono.Main;
        string next = new('b', 40);

        string commit = await Monorepo().CommitAsync(head, new Dictionary<string, string> { ["libraries/ogr"] = next, ["packit service"] = next }, "chore: weekly deployment\n\nogr a..b\n", default);

        mono.Main.ShouldBe(commit);
        mono.Git(null, "rev-parse", "main^").ShouldBe(head);
        mono.Git(null, "diff-tree", "-r", "--raw", "--no-renames", head, commit).Split('\n').Length.ShouldBe(2);
        mono.Git(null, "rev-parse", "main:libraries/ogr").ShouldBe(next);
        mono.Git(null, "rev-parse", "main:tokman").ShouldBe(dead);
        mono.Git(null, "log", "-1", "--format=%an <%ae>|%cn|%B", "main").ShouldBe("Maja <maja@example.org>|Maja|chore: weekly deployment\n\nogr a..b");
        mono.Git(null, "fsck", "--strict").ShouldNotContain("error");
    }

    [Fact]
    public async Task A_head_that_moved_on_is_left_alone()
    {
        string head = mono.Main;
        string theirs = mono.Git(null, "commit-tree", "-p", head, "-m", "Theirs", $"{head}^{{tree}}");
        mono.SetRef(Main, theirs);

        GuruException error = await Should.ThrowAsync<GuruException>(() => Monorepo().CommitAsync(head, Link("libraries/ogr"), "Record", default));

        error.Failure.Id.ShouldBe("BranchMovedMeanwhile");
        mono.Main.ShouldBe(theirs);
    }

    [Fact]
    public async Task A_protected_branch_is_told_with_the_servers_words()
    {
        string head = mono.Main;
        mono.Hook("update", "echo 'GH006: Protected branch' >&2; exit 1");

        GuruException error = await Should.ThrowAsync<GuruException>(() => Monorepo().CommitAsync(head, Link("tokman"), "Record", default));

        error.Failure.Id.ShouldBe("PushRejected");
        error.Failure.Cause.ShouldNotBeNull().ShouldContain("GH006");
        mono.Main.ShouldBe(head);
    }

    [Fact]
    public async Task Nothing_but_the_newest_commit_is_fetched_and_nothing_is_left_behind()
    {
        string log = Path.Join(world.Root, "packets");
        GitRemote remote = world.Remote(new Dictionary<string, string?> { ["GIT_TRACE_PACKET"] = log, ["TMPDIR"] = world.Root });

        await new GitMonorepo(Definition(), remote).ReadAsync(default);

        (await File.ReadAllTextAsync(log)).ShouldContain("deepen 1");
        Directory.Exists(world.Cache).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_git_identity_nobody_is_made_up()
    {
        Dictionary<string, string?> nobody = new()
        {
            ["GIT_AUTHOR_NAME"] = null, ["GIT_AUTHOR_EMAIL"] = null, ["GIT_COMMITTER_NAME"] = null, ["GIT_COMMITTER_EMAIL"] = null, ["EMAIL"] = null,
        };

        GuruException error = await Should.ThrowAsync<GuruException>(() => new GitMonorepo(Definition(), world.Remote(nobody)).RequireAuthorAsync(default));
        error.Failure.Id.ShouldBe("GitIdentityMissing");
        error.Failure.NextAction.ShouldNotBeNull().ShouldContain("monorepo.author");

        GitMonorepo job = new(Definition() with { Author = "Packit Bot <bot@packit.dev>" }, world.Remote(nobody));
        await job.RequireAuthorAsync(default);
        await job.CommitAsync(mono.Main, Link("tokman"), "Record", default);
        mono.Git(null, "log", "-1", "--format=%an <%ae>|%cn <%ce>", "main").ShouldBe("Packit Bot <bot@packit.dev>|Packit Bot <bot@packit.dev>");
    }

    [Fact]
    public async Task A_branch_that_there_is_not_is_told()
    {
        (await Should.ThrowAsync<GuruException>(() => new GitMonorepo(Definition() with { Branch = "master" }, world.Remote()).ReadAsync(default))).Failure.Id.ShouldBe("BranchMissing");
    }

    [Fact]
    public async Task A_remote_that_is_not_there_is_unreachable()
    {
        (await Should.ThrowAsync<GuruException>(() => new GitMonorepo(Definition() with { Url = Path.Join(world.Root, "none.git") }, world.Remote()).ReadAsync(default)))
            .Failure.Kind.ShouldBe(FailureKind.Unreachable);
    }

    private static Dictionary<string, string> Link(string path) => new() { [path] = new string('c', 40) };

    private MonorepoDefinition Definition() => new() { Url = mono.Path };

    private GitMonorepo Monorepo() => new(Definition(), world.Remote());
}
