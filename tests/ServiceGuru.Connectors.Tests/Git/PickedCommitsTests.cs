using ServiceGuru.Connectors.Git;

namespace ServiceGuru.Connectors.Tests.Git;

public sealed class PickedCommitsTests : IDisposable
{
    private const string Main = "refs/heads/main";
    private const string Stable = "refs/heads/stable";
    private readonly GitWorld world = new();
    private readonly BareRepository web;
    private readonly GitRemote remote;

    public PickedCommitsTests()
    {
        web = world.Create();
        remote = world.Remote();
    }

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cherry_pick_is_told_apart_from_what_would_really_be_lost(bool filters)
    {
        web.Git(null, "config", "uploadpack.allowFilter", filters ? "true" : "false");
        string fix = Change(Main, "Fix the leak", "leak.py", "closed\n");
        web.Commit(Main, "More");
        string picked = Change(Stable, "Fix the leak, now", "leak.py", "closed\n");
        string lost = Change(Stable, "Hotfix", "hotfix.py", "quick\n");

        IReadOnlySet<string> found = await remote.ListPickedAsync(web.Path, web.Stable, web.Main, default);

        found.ShouldBe([picked]);
        found.ShouldNotContain(lost);
        found.ShouldNotContain(fix);
    }

    [Fact]
    public async Task A_branch_without_commits_of_its_own_has_none() =>
        (await remote.ListPickedAsync(web.Path, web.Stable, web.Main, default)).ShouldBeEmpty();

    [Fact]
    public async Task Merges_on_both_sides_are_looked_through()
    {
        string old = web.Stable;
        web.SetRef("refs/heads/topic", old);
        string topic = Change("refs/heads/topic", "Fix the leak", "leak.py", "closed\n");
        web.Commit(Main, "Merge the fix", topic);
        web.Commit(Main, "More");
        string picked = Change(Stable, "Fix the leak, now", "leak.py", "closed\n");
        string side = web.Commit("refs/heads/other", "Other");
        web.Commit(Stable, "Merge other", side);

        (await remote.ListPickedAsync(web.Path, web.Stable, web.Main, default)).ShouldBe([picked]);
    }

    // A commit whose change is to one file only, on top of what the branch has.
    private string Change(string branch, string message, string file, string content)
    {
        string parent = web.Get(branch);
        string blob = web.Git(content, "hash-object", "-w", "--stdin");
        string tree = web.Git(null, "ls-tree", parent);
        string next = web.Git($"{tree}\n100644 blob {blob}\t{file}\n", "mktree");
        string commit = web.Git(null, "commit-tree", "-p", parent, "-m", message, next);
        web.SetRef(branch, commit);
        return commit;
    }
}
