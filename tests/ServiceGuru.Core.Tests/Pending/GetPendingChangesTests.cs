using NSubstitute;
using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Tests.ReleaseNotes;

namespace ServiceGuru.Pending;

public sealed class GetPendingChangesTests
{
    private readonly NoteWorld _world = new();

    public GetPendingChangesTests()
    {
        foreach (string url in new[] { "service.git", "dashboard.git", "deployment.git" })
        {
            _world.Git.Set(url, "stable", _world.Git.Get(url, "main"));
        }
    }

    [Fact]
    public async Task Commits_pull_requests_authors_and_notes_since_stable_are_told_for_each_repository()
    {
        string stable = _world.Git.Get("service.git", "stable");
        _world.Merge("service", 12, "New thing");
        _world.SetPullRequest("packit/packit-service", 12, "RELEASE NOTES BEGIN\nBetter text\nRELEASE NOTES END", title: "Add the thing");

        PendingChange change = (await AskAsync()).Repositories[0];

        (change.Repository, change.Branch, change.Status, change.From).ShouldBe(("service", "stable", BranchStatus.FastForward, stable));
        change.Commit.ShouldBe(_world.Git.Get("service.git", "main"));
        change.Commits.Count.ShouldBe(2);
        change.Authors.ShouldBe(["Jo"]);
        change.PullRequests.ShouldHaveSingleItem().Title.ShouldBe("Add the thing");
        change.Notes.ShouldHaveSingleItem().Text.ShouldBe("Better text");
        await _world.World.CodeHost.Received(1).GetPullRequestAsync("packit/packit-service", 12, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_rebased_commit_finds_its_pull_request_through_the_code_host()
    {
        string commit = _world.Git.Push("dashboard.git", "main", "Show more");
        _world.SetPullRequest("packit/dashboard", 7, null, commit, "Show more");

        (await AskAsync()).Repositories[1].PullRequests.ShouldHaveSingleItem().Number.ShouldBe(7);
    }

    [Fact]
    public async Task What_is_even_is_told_as_such_and_repositories_without_notes_have_none()
    {
        _world.Merge("deployment", 3, "Nobody reads this");

        PendingReport report = await AskAsync();

        report.Repositories.Select(change => change.Status).ShouldBe([BranchStatus.UpToDate, BranchStatus.UpToDate, BranchStatus.FastForward]);
        report.Repositories[2].Notes.ShouldBeEmpty();
        report.Summary.ShouldContain("up to date: service, dashboard");
        report.Summary.ShouldContain("  #3 Title (Jo)");
    }

    [Fact]
    public async Task A_diverged_branch_says_what_a_forced_move_would_lose()
    {
        _world.Git.Push("service.git", "stable", "Hotfix", "Ann");
        _world.Git.Push("service.git", "main", "Feature");

        PendingReport report = await AskAsync();

        report.Repositories[0].Failure!.Id.ShouldBe("BranchDiverged");
        report.Summary.ShouldContain(line => line.StartsWith("  only on stable:", StringComparison.Ordinal) && line.Contains("Hotfix", StringComparison.Ordinal));
        report.Problems.ShouldBeEmpty("nothing was left unread");
    }

    [Fact]
    public async Task A_code_host_that_does_not_answer_leaves_what_the_commits_say()
    {
        _world.Merge("service", 12, "New thing");
        _world.World.CodeHost.GetPullRequestAsync(Arg.Any<string>(), Arg.Any<int>(), Arg.Any<CancellationToken>())
            .Returns<PullRequest?>(_ => throw new GuruException(new Failure { Id = "CodeHostUnreachable", Kind = FailureKind.Unreachable, Message = "502" }));

        (PendingReport report, Failure? failure) = await TryAsync();

        failure.ShouldBeNull();
        PendingPullRequest request = report.Repositories[0].PullRequests.ShouldHaveSingleItem();
        (request.Number, request.Title, request.Author).ShouldBe((12, "Title", "Jo"));
        request.Url.ShouldBe(new Uri("https://github.com/packit/packit-service/pull/12"));
        report.Repositories[0].Notes.ShouldHaveSingleItem().Text.ShouldBe("New thing");
        report.Problems.ShouldHaveSingleItem().Id.ShouldBe("PullRequestsUnread");
    }

    [Fact]
    public async Task A_repository_that_can_not_be_read_is_a_failure_and_hides_no_other()
    {
        _world.Git.Unreachable.Add("service.git");
        _world.Merge("dashboard", 8, "Other");

        (PendingReport report, Failure? failure) = await TryAsync();

        failure!.Id.ShouldBe("GitRemoteUnreachable");
        failure.Target.ShouldBe("service");
        report.Repositories[0].Status.ShouldBe(BranchStatus.Unknown);
        report.Repositories[1].PullRequests.ShouldHaveSingleItem().Number.ShouldBe(8);
        report.Summary[0].ShouldBe("service: service.git can't be read.");
    }

    private async Task<PendingReport> AskAsync()
    {
        (PendingReport report, Failure? failure) = await TryAsync();
        failure.ShouldBeNull();
        return report;
    }

    private async Task<(PendingReport Report, Failure? Failure)> TryAsync()
    {
        Conclusion conclusion = await new GetPendingChanges().ConcludeAsync(new PendingChangesRequest(), [], _world.Context(), CancellationToken.None);
        return (conclusion.Output.ShouldBeOfType<PendingReport>(), conclusion.Failure);
    }
}
