using ServiceGuru.Branches;
using ServiceGuru.Connectors.Git;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Tests.Git;

public sealed class GitReadTests : IDisposable
{
    private readonly GitWorld world = new();
    private readonly BareRepository web;
    private readonly GitRemote remote;

    public GitReadTests()
    {
        web = world.Create();
        remote = world.Remote();
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Refs_are_read_exactly_and_missing_ones_are_absent()
    {
        web.SetRef("refs/heads/nested/refs/heads/stable", web.Main);

        IReadOnlyDictionary<string, string> refs = await remote.ListRefsAsync(web.Path, ["refs/heads/main", "refs/heads/stable", "refs/heads/none"], default);

        refs.ShouldBe(new Dictionary<string, string> { ["refs/heads/main"] = web.Main, ["refs/heads/stable"] = web.Stable }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_path_counts_from_the_definitions_folder()
    {
        (await remote.ListRefsAsync("./web.git", ["refs/heads/main"], default))["refs/heads/main"].ShouldBe(web.Main);
    }

    [Fact]
    public async Task An_empty_remote_has_no_refs()
    {
        GitWorld.Run(world.Root, null, "init", "--quiet", "--bare", "empty.git");

        (await remote.ListRefsAsync("empty.git", ["refs/heads/main"], default)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--upload-pack=touch pwned")]
    [InlineData("main")]
    [InlineData("refs/heads/a..b")]
    [InlineData("refs/heads/*")]
    [InlineData("refs/heads/a b")]
    [InlineData("refs/heads/a:refs/heads/b")]
    [InlineData("refs/heads/a.lock")]
    [InlineData("refs/heads/a\n")]
    public async Task What_is_no_full_ref_name_never_reaches_git(string name)
    {
        GuruException exception = await Should.ThrowAsync<GuruException>(() => remote.ListRefsAsync(web.Path, [name], default));

        exception.Failure.Id.ShouldBe("GitNameInvalid");
        exception.Failure.Kind.ShouldBe(FailureKind.Usage);
        Directory.GetFiles(world.Root, "pwned", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_ref_whose_short_name_looks_like_an_option_is_a_ref()
    {
        web.SetRef("refs/heads/--exec", web.Main);

        (await remote.ListRefsAsync(web.Path, ["refs/heads/--exec"], default))["refs/heads/--exec"].ShouldBe(web.Main);
    }

    [Theory]
    [InlineData("--upload-pack=touch pwned")]
    [InlineData("")]
    [InlineData("a\nb")]
    public async Task An_address_that_could_be_something_else_is_refused(string url)
    {
        (await Should.ThrowAsync<GuruException>(() => remote.ListRefsAsync(url, ["refs/heads/main"], default))).Failure.Id.ShouldBe("GitAddressInvalid");
    }

    [Fact]
    public async Task A_remote_that_is_not_there_is_unreachable_and_says_why()
    {
        Failure failure = (await Should.ThrowAsync<GuruException>(() => remote.ListRefsAsync("none.git", ["refs/heads/main"], default))).Failure;

        failure.Id.ShouldBe("GitRemoteUnreachable");
        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Cause!.ShouldContain("does not appear to be a git repository");
        failure.Transient.ShouldBeFalse();
    }

    [Fact]
    public async Task Without_the_program_git_that_is_what_is_said()
    {
        Failure failure = (await Should.ThrowAsync<GuruException>(() => world.Remote(program: "no-such-git").ListRefsAsync(web.Path, ["refs/heads/main"], default))).Failure;

        failure.Id.ShouldBe("GitMissing");
        failure.NextAction!.ShouldContain("PATH");
    }

    [Fact]
    public async Task Commits_are_listed_newest_first_with_everything_they_say()
    {
        string merge = MergeWithNotes();

        IReadOnlyList<Commit> commits = await remote.ListCommitsAsync(web.Path, web.Stable, web.Main, default);

        commits.Select(one => one.Subject).ShouldBe(["Merge pull request #7 from x/y", "Řešení — 修正 🚀", "Fourth", "Third", "Second"]);
        commits[0].Sha.ShouldBe(merge);
        commits[0].Parents.Count.ShouldBe(2);
        commits[0].Author.ShouldBe("Jiří Popelka");
        commits[0].Message.ShouldBe("Merge pull request #7 from x/y\n\nRELEASE NOTES BEGIN\n\n- tab\there\nRELEASE NOTES END");
        commits[0].CommittedAt.ShouldBe(new DateTimeOffset(2026, 5, 18, 11, 6, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Without_a_start_the_whole_history_is_listed()
    {
        (await remote.ListCommitsAsync(web.Path, null, web.Main, default)).Select(one => one.Subject).ShouldBe(["Fourth", "Third", "Second", "First"]);
        (await remote.ListCommitsAsync(web.Path, web.Main, web.Main, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fast_forward_has_commits_on_one_side_only()
    {
        BranchComparison comparison = await remote.CompareAsync(web.Path, web.Stable, web.Main, default);

        comparison.LeftOnly.ShouldBeEmpty();
        comparison.RightOnly.Select(one => one.Subject).ShouldBe(["Fourth", "Third", "Second"]);
    }

    [Fact]
    public async Task Diverged_branches_have_commits_on_both_sides()
    {
        web.Commit("refs/heads/stable", "Hotfix");

        BranchComparison comparison = await remote.CompareAsync(web.Path, web.Stable, web.Main, default);

        comparison.LeftOnly.ShouldHaveSingleItem().Subject.ShouldBe("Hotfix");
        comparison.RightOnly.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_commit_that_the_remote_lacks_is_named()
    {
        string absent = new('d', 40);

        Failure failure = (await Should.ThrowAsync<GuruException>(() => remote.CompareAsync(web.Path, absent, web.Main, default))).Failure;

        failure.Id.ShouldBe("CommitMissing");
        failure.Message.ShouldContain(absent);
    }

    private string MergeWithNotes()
    {
        web.SetRef("refs/heads/topic", web.Main);
        string topic = web.Commit("refs/heads/topic", "Řešení — 修正 🚀\n");
        return web.Commit("refs/heads/main", "Merge pull request #7 from x/y\n\nRELEASE NOTES BEGIN\n\n- tab\there\nRELEASE NOTES END\n", topic);
    }
}
