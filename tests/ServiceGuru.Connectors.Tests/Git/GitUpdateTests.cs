using ServiceGuru.Branches;
using ServiceGuru.Connectors.Git;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Tests.Git;

public sealed class GitUpdateTests : IDisposable
{
    private const string Stable = "refs/heads/stable";
    private readonly GitWorld world = new();
    private readonly BareRepository web;
    private readonly GitRemote remote;

    public GitUpdateTests()
    {
        web = world.Create();
        remote = world.Remote();
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_branch_is_moved_forward()
    {
        await remote.UpdateRefAsync(new RefUpdate(web.Path, Stable, web.Stable, web.Main), default);

        web.Stable.ShouldBe(web.Main);
    }

    [Fact]
    public async Task A_diverged_branch_is_moved_from_exactly_the_expected_commit()
    {
        string hotfix = web.Commit(Stable, "Hotfix");

        await remote.UpdateRefAsync(new RefUpdate(web.Path, Stable, hotfix, web.Main), default);

        web.Stable.ShouldBe(web.Main);
    }

    [Fact]
    public async Task A_move_can_be_taken_back_to_a_commit_that_no_branch_leads_to()
    {
        string hotfix = web.Commit(Stable, "Hotfix");
        await remote.UpdateRefAsync(new RefUpdate(web.Path, Stable, hotfix, web.Main), default);

        await remote.UpdateRefAsync(new RefUpdate(web.Path, Stable, web.Main, hotfix), default);

        web.Stable.ShouldBe(hotfix);
    }

    [Fact]
    public async Task Branches_that_moved_on_since_the_plan_do_not_matter()
    {
        web.Git(null, "config", "uploadpack.allowFilter", "true");
        string planned = web.Main;
        await remote.CompareAsync(web.Path, web.Stable, planned, default);
        web.Commit("refs/heads/main", "Merged during the coffee");

        await remote.UpdateRefAsync(new RefUpdate(web.Path, Stable, web.Stable, planned), default);

        web.Stable.ShouldBe(planned);
    }

    [Fact]
    public async Task Only_commits_are_fetched_where_the_server_can_filter()
    {
        web.Git(null, "config", "uploadpack.allowFilter", "true");

        await remote.CompareAsync(web.Path, web.Stable, web.Main, default);
        await remote.UpdateRefAsync(new RefUpdate(web.Path, Stable, web.Stable, web.Main), default);

        string cache = Directory.GetDirectories(world.Cache).ShouldHaveSingleItem();
        string objects = GitWorld.Run(cache, null, "--git-dir=.", "cat-file", "--batch-all-objects", "--batch-check=%(objecttype)");
        objects.Split('\n').ShouldBe(Enumerable.Repeat("commit", 4));
    }

    [Fact]
    public async Task A_branch_is_made_where_none_may_exist()
    {
        await remote.UpdateRefAsync(new RefUpdate(web.Path, "refs/heads/new", null, web.Main), default);

        web.Get("refs/heads/new").ShouldBe(web.Main);
        await ShouldFail("BranchMovedMeanwhile", FailureKind.Refused, new RefUpdate(web.Path, Stable, null, web.Main));
    }

    [Fact]
    public async Task A_branch_that_moved_meanwhile_is_left_alone()
    {
        string planned = web.Stable;
        string hotfix = web.Commit(Stable, "Hotfix");

        Failure failure = await ShouldFail("BranchMovedMeanwhile", FailureKind.Refused, new RefUpdate(web.Path, Stable, planned, web.Main));

        web.Stable.ShouldBe(hotfix);
        failure.Evidence.ShouldContain($"Found: {hotfix}");
    }

    [Fact]
    public async Task A_branch_that_somebody_else_moved_to_the_same_commit_has_moved_meanwhile_too()
    {
        string planned = web.Stable;
        web.SetRef(Stable, web.Main);

        await ShouldFail("BranchMovedMeanwhile", FailureKind.Refused, new RefUpdate(web.Path, Stable, planned, web.Main));
    }

    [Fact]
    public async Task A_branch_that_moves_between_gits_look_and_the_servers_lock_is_left_alone()
    {
        string planned = web.Stable;
        string hotfix = web.Commit("refs/heads/hotfix", "Hotfix");
        web.Hook("pre-receive", $"unset GIT_QUARANTINE_PATH; git update-ref {Stable} {hotfix}");

        await ShouldFail("BranchMovedMeanwhile", FailureKind.Refused, new RefUpdate(web.Path, Stable, planned, web.Main));

        web.Stable.ShouldBe(hotfix);
    }

    [Fact]
    public async Task A_server_that_refuses_is_quoted()
    {
        string before = web.Stable;
        web.Hook("pre-receive", "echo 'GH006: Protected branch update failed: žádné právo' >&2; exit 1");

        Failure failure = await ShouldFail("PushRejected", FailureKind.Refused, new RefUpdate(web.Path, Stable, before, web.Main));

        web.Stable.ShouldBe(before);
        failure.Cause!.ShouldContain("GH006: Protected branch update failed: žádné právo");
        failure.Cause!.ShouldContain("pre-receive hook declined");
    }

    [Fact]
    public async Task A_connection_that_breaks_after_sending_leaves_an_unknown_outcome()
    {
        web.Hook("pre-receive", "kill -9 $PPID");

        Failure failure = await ShouldFail("PushOutcomeUnknown", FailureKind.UnknownOutcome, new RefUpdate(web.Path, Stable, web.Stable, web.Main));

        failure.Evidence.ShouldContain($"Found right after it: {web.Stable}");
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_move_is_looked_up()
    {
        web.Hook("post-receive", "kill -9 $PPID");

        await remote.UpdateRefAsync(new RefUpdate(web.Path, Stable, web.Stable, web.Main), default);

        web.Stable.ShouldBe(web.Main);
    }

    [Fact]
    public async Task A_remote_that_is_not_there_was_not_changed()
    {
        await remote.CompareAsync(web.Path, web.Stable, web.Main, default);
        string stable = web.Stable;
        string main = web.Main;
        Directory.Move(web.Path, web.Path + ".away");

        Failure failure = await ShouldFail("GitRemoteUnreachable", FailureKind.Unreachable, new RefUpdate(web.Path, Stable, stable, main));

        failure.Cause!.ShouldContain("does not appear to be a git repository");
    }

    [Fact]
    public async Task A_commit_that_the_remote_lacks_can_not_be_moved_to()
    {
        await ShouldFail("CommitMissing", FailureKind.Refused, new RefUpdate(web.Path, Stable, web.Stable, new string('d', 40)));
    }

    [Theory]
    [InlineData("stable")]
    [InlineData("--force")]
    public async Task A_ref_that_is_not_full_is_refused(string name)
    {
        await ShouldFail("GitNameInvalid", FailureKind.Usage, new RefUpdate(web.Path, name, web.Stable, web.Main));
    }

    [Fact]
    public async Task A_short_object_name_is_refused()
    {
        await ShouldFail("GitNameInvalid", FailureKind.Usage, new RefUpdate(web.Path, Stable, web.Stable, web.Main[..7]));
    }

    private async Task<Failure> ShouldFail(string id, FailureKind kind, RefUpdate update)
    {
        Failure failure = (await Should.ThrowAsync<GuruException>(() => remote.UpdateRefAsync(update, default))).Failure;
        failure.Id.ShouldBe(id, failure.ToString());
        failure.Kind.ShouldBe(kind);
        return failure;
    }
}
