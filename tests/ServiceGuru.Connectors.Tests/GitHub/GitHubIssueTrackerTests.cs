using System.Net;
using ServiceGuru.Connectors.GitHub;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Network;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.GitHub;

/// <summary>Answers as in https://docs.github.com/en/rest/issues/issues.</summary>
public sealed class GitHubIssueTrackerTests
{
    [Fact]
    public async Task Open_issues_are_read_page_by_page_without_pull_requests()
    {
        FakeServer server = new(
            () => Json($"[{Issue(2)}, {Issue(3).Replace("\"locked\"", "\"pull_request\": {}, \"locked\"", StringComparison.Ordinal)}]", HttpStatusCode.OK, ("Link", "<https://api.github.com/repos/packit/deployment/issues?page=2>; rel=\"next\"")),
            () => Json($"[{Issue(1)}]"));

        IReadOnlyList<TrackingIssue> issues = await Tracker(server).ListOpenAsync("packit/deployment", default);

        issues.Select(issue => issue.Number).ShouldBe([2, 1]);
        issues[0].WebUrl.ShouldBe(new Uri("https://github.com/packit/deployment/issues/2"));
        server.Requests[0].PathAndQuery.ShouldBe("/repos/packit/deployment/issues?state=open&sort=created&direction=desc&per_page=100");
        server.Requests[0].Headers["X-GitHub-Api-Version"].ShouldBe("2022-11-28");
    }

    [Fact]
    public async Task An_issue_is_opened_with_title_text_and_labels()
    {
        FakeServer server = new(() => Json(Issue(7), HttpStatusCode.Created));

        TrackingIssue issue = await Tracker(server).OpenAsync("packit/deployment", "Firewall: let the clusters reach kde.org", "text\n", ["area/infra"], default);

        issue.Number.ShouldBe(7);
        SentRequest request = server.Requests.ShouldHaveSingleItem();
        (request.Method, request.PathAndQuery).ShouldBe(("POST", "/repos/packit/deployment/issues"));
        request.Body.ShouldBe("""{"title":"Firewall: let the clusters reach kde.org","body":"text\n","labels":["area/infra"]}""");
    }

    [Fact]
    public async Task A_lost_answer_leaves_it_open_whether_the_issue_was_opened()
    {
        FakeServer server = new(() => Status(HttpStatusCode.BadGateway));

        Failure failure = await Calling.FailureOfAsync(() => Tracker(server).OpenAsync("packit/deployment", "t", "b", [], default));

        failure.Kind.ShouldBe(FailureKind.UnknownOutcome);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Closing_says_that_it_was_not_planned()
    {
        FakeServer server = new(() => Json(Issue(7)));

        await Tracker(server).CloseAsync("packit/deployment", 7, default);

        SentRequest request = server.Requests.ShouldHaveSingleItem();
        (request.Method, request.PathAndQuery, request.Body).ShouldBe(("PATCH", "/repos/packit/deployment/issues/7", """{"state":"closed","state_reason":"not_planned"}"""));
    }

    private static GitHubIssueTracker Tracker(FakeServer server) =>
        new(new CodeHostDefinition { Token = KnownSecrets.Reference }, new KnownSecrets(server.Redactor), server.Pipeline);

    private static string Issue(int number) => $$"""
        {"number": {{number}}, "title": "Title {{number}}", "body": null, "state": "open", "locked": false,
         "html_url": "https://github.com/packit/deployment/issues/{{number}}", "created_at": "2026-03-02T12:10:00Z"}
        """;
}
