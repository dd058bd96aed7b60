using System.Net;
using System.Text;
using System.Text.Json;
using ServiceGuru.Connectors.GitHub;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Operations;
using ServiceGuru.PullRequests;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.GitHub;

/// <summary>Answers as in https://docs.github.com/en/rest (git/refs, repos/contents, pulls, reviews, checks, statuses).</summary>
public sealed class GitHubPullRequestsTests
{
    private const string Slug = "packit/packit.dev";

    [Fact]
    public async Task A_branch_is_read_and_one_that_is_there_already_is_left_alone()
    {
        FakeServer server = new(
            () => Json("""{"ref": "refs/heads/main", "object": {"type": "commit", "sha": "aa"}}"""),
            () => Json("""{"message": "Not Found", "status": "404"}""", HttpStatusCode.NotFound),
            () => Json("""{"message": "Reference already exists", "status": "422"}""", HttpStatusCode.UnprocessableEntity),
            () => Json("""{"message": "Object does not exist", "status": "422"}""", HttpStatusCode.UnprocessableEntity));

        (await Host(server).GetBranchAsync(Slug, "main", default)).ShouldBe("aa");
        (await Host(server).GetBranchAsync(Slug, "serviceguru/week-20-2026", default)).ShouldBeNull();
        await Host(server).CreateBranchAsync(Slug, "serviceguru/week-20-2026", "aa", default);
        (await Calling.FailureOfAsync(() => Host(server).CreateBranchAsync(Slug, "x", "bb", default))).Cause.ShouldNotBeNull().ShouldContain("Object does not exist");

        server.Requests[1].PathAndQuery.ShouldBe("/repos/packit/packit.dev/git/ref/heads/serviceguru/week-20-2026");
        server.Requests[2].Body.ShouldBe("""{"ref":"refs/heads/serviceguru/week-20-2026","sha":"aa"}""");
    }

    [Fact]
    public async Task An_answer_without_checks_is_not_taken_for_checks_that_passed() => (await Calling.FailureOfAsync(
        () => Host(new FakeServer(() => Json("{}"))).ListChecksAsync(Slug, "aa", default))).Id.ShouldBe("CodeHostUnreadable");

    [Fact]
    public async Task A_file_is_written_with_the_name_of_the_one_that_it_replaces()
    {
        FakeServer server = new(() => Json("""{"content": {"sha": "bb"}, "commit": {"sha": "cc"}}"""));

        await Host(server).WriteFileAsync(Slug, "weekly/2026/week-20.md", "b", "häh\n", "old", "Add blog post for week 20", default);

        SentRequest sent = server.Requests.Single();
        sent.Method.ShouldBe("PUT");
        sent.PathAndQuery.ShouldBe("/repos/packit/packit.dev/contents/weekly/2026/week-20.md");
        JsonElement body = JsonDocument.Parse(sent.Body!).RootElement;
        Encoding.UTF8.GetString(body.GetProperty("content").GetBytesFromBase64()).ShouldBe("häh\n");
        body.GetProperty("sha").GetString().ShouldBe("old");
        body.GetProperty("branch").GetString().ShouldBe("b");
    }

    [Theory]
    [InlineData(HttpStatusCode.Conflict, "weekly/x.md does not match old")]
    [InlineData(HttpStatusCode.UnprocessableEntity, "Invalid request.\\n\\n\\\"sha\\\" wasn't supplied.")]
    public async Task A_file_that_is_another_one_by_now_is_left_alone(HttpStatusCode status, string message)
    {
        FakeServer server = new(() => Json($$"""{"message": "{{message}}"}""", status));

        Failure failure = await Calling.FailureOfAsync(() => Host(server).WriteFileAsync(Slug, "weekly/x.md", "b", "t", null, "m", default));

        failure.Id.ShouldBe("FileChangedMeanwhile");
        failure.Kind.ShouldBe(FailureKind.Refused);
    }

    [Fact]
    public async Task The_open_pull_request_of_a_branch_comes_before_newer_closed_ones()
    {
        FakeServer server = new(() => Json($"[{Pull(9, "closed", "null")}, {Pull(8, "open", "null")}, {Pull(7, "closed", "\"2026-05-18T10:00:00Z\"")}, {Pull(6, "open", "null", "other")}]"));

        Proposal found = (await Host(server).FindAsync(Slug, "post", "main", default)).ShouldNotBeNull();

        found.Number.ShouldBe(8);
        found.State.ShouldBe(ProposalState.Open);
        found.Head.ShouldBe("6dcb09b5b57875f334f61aebed695e2e4193db5e");
        Uri.UnescapeDataString(server.Requests.Single().PathAndQuery).ShouldContain("state=all&head=packit:post&base=main");
    }

    [Fact]
    public async Task Who_was_quicker_with_the_pull_request_is_no_error()
    {
        FakeServer server = new(
            () => Json("""{"message": "Validation Failed", "errors": [{"resource": "PullRequest", "code": "custom", "message": "A pull request already exists for packit:post."}]}""", HttpStatusCode.UnprocessableEntity),
            () => Json("""{"message": "Validation Failed", "errors": [{"resource": "PullRequest", "code": "custom", "message": "No commits between main and post"}]}""", HttpStatusCode.UnprocessableEntity),
            () => Json(Pull(8, "open", "null"), HttpStatusCode.Created));

        (await Host(server).OpenAsync(Slug, "post", "main", "t", "b", default)).ShouldBeNull();
        (await Calling.FailureOfAsync(() => Host(server).OpenAsync(Slug, "post", "main", "t", "b", default))).Id.ShouldBe("CodeHostRefused");
        (await Host(server).OpenAsync(Slug, "post", "main", "t", "b", default)).ShouldNotBeNull().Number.ShouldBe(8);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("null", null)]
    public async Task Conflicts_are_told_or_not_known_yet(string mergeable, bool? expected)
    {
        FakeServer server = new(() => Json(Pull(8, "open", "null").Replace("\"draft\"", $"\"mergeable\": {mergeable}, \"draft\"", StringComparison.Ordinal)));

        (await Host(server).GetAsync(Slug, 8, default)).ShouldNotBeNull().Mergeable.ShouldBe(expected);
    }

    [Fact]
    public async Task Each_reviewers_last_verdict_counts_and_remarks_do_not()
    {
        FakeServer server = new(() => Json("""
            [
              {"id": 1, "user": {"login": "ann"}, "state": "CHANGES_REQUESTED"},
              {"id": 2, "user": {"login": "ben"}, "state": "APPROVED"},
              {"id": 3, "user": {"login": "ann"}, "state": "APPROVED"},
              {"id": 4, "user": {"login": "ann"}, "state": "COMMENTED"},
              {"id": 5, "user": {"login": "ben"}, "state": "DISMISSED"},
              {"id": 6, "user": null, "state": "COMMENTED"}
            ]
            """));

        (await Host(server).ListReviewsAsync(Slug, 8, default)).ShouldBe([new Review("ann", ReviewVerdict.Approved), new Review("ben", ReviewVerdict.None)]);
    }

    [Fact]
    public async Task Check_runs_and_statuses_are_both_checks()
    {
        FakeServer server = new(
            () => Json("""
                {"total_count": 3, "check_runs": [
                  {"name": "build", "status": "completed", "conclusion": "success", "html_url": "https://github.com/c/1"},
                  {"name": "lint", "status": "completed", "conclusion": "timed_out", "html_url": "https://github.com/c/2"},
                  {"name": "links", "status": "in_progress", "conclusion": null, "html_url": null}
                ]}
                """),
            () => Json("""{"state": "failure", "statuses": [{"context": "netlify", "state": "error", "target_url": "https://app.netlify.com/x"}, {"context": "dco", "state": "pending", "target_url": null}]}"""));

        IReadOnlyList<CommitCheck> checks = await Host(server).ListChecksAsync(Slug, "aa", default);

        checks.Select(check => (check.Name, check.State)).ShouldBe([
            ("build", CheckState.Passed), ("lint", CheckState.Failed), ("links", CheckState.Pending), ("netlify", CheckState.Failed), ("dco", CheckState.Pending)]);
        checks[3].Url.ShouldBe(new Uri("https://app.netlify.com/x"));
    }

    [Fact]
    public async Task A_merge_names_the_head_that_was_looked_at()
    {
        FakeServer server = new(() => Json("""{"sha": "6dcb09b5b57875f334f61aebed695e2e4193db5e", "merged": true, "message": "Pull Request successfully merged"}"""));

        (await Host(server).MergeAsync(Slug, 8, "aa", MergeMethod.Squash, default)).ShouldBe("6dcb09b5b57875f334f61aebed695e2e4193db5e");

        server.Requests.Single().Body.ShouldBe("""{"sha":"aa","merge_method":"squash"}""");
    }

    [Theory]
    [InlineData(HttpStatusCode.MethodNotAllowed, "Pull Request is not mergeable", "PostNotMergeable")]
    [InlineData(HttpStatusCode.Conflict, "Head branch was modified. Review and try the merge again.", "PullRequestChangedMeanwhile")]
    public async Task A_merge_that_GitHub_refuses_is_told_in_its_words(HttpStatusCode status, string message, string id)
    {
        FakeServer server = new(() => Json($$"""{"message": "{{message}}"}""", status));

        Failure failure = await Calling.FailureOfAsync(() => Host(server).MergeAsync(Slug, 8, "aa", MergeMethod.Merge, default));

        failure.Id.ShouldBe(id);
        failure.Kind.ShouldBe(FailureKind.Refused);
        failure.Cause.ShouldNotBeNull().ShouldContain(message);
    }

    [Fact]
    public async Task A_merge_whose_answer_is_lost_is_in_doubt_and_not_repeated()
    {
        FakeServer server = new(() => Status(HttpStatusCode.BadGateway));

        Failure failure = await Calling.FailureOfAsync(() => Host(server).MergeAsync(Slug, 8, "aa", MergeMethod.Merge, default));

        failure.Kind.ShouldBe(FailureKind.UnknownOutcome);
        server.Requests.ShouldHaveSingleItem();
    }

    private static GitHubPullRequests Host(FakeServer server) =>
        new(new CodeHostDefinition { Token = KnownSecrets.Reference }, new KnownSecrets(server.Redactor), server.Pipeline);

    private static string Pull(int number, string state, string mergedAt, string branch = "post") => $$"""
        {
          "id": 1, "number": {{number}}, "state": "{{state}}", "title": "Week 20 in Packit", "body": "Please look.",
          "html_url": "https://github.com/packit/packit.dev/pull/{{number}}", "user": { "login": "jo", "id": 1 },
          "merged_at": {{mergedAt}}, "merge_commit_sha": "e5bd3914e2e596debea16f433f57875b5b90bcd6", "draft": false,
          "head": { "label": "packit:{{branch}}", "ref": "{{branch}}", "sha": "6dcb09b5b57875f334f61aebed695e2e4193db5e" },
          "base": { "label": "packit:main", "ref": "main", "sha": "aa" }
        }
        """;
}
