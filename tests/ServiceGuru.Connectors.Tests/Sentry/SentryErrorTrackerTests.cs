using ServiceGuru.Connectors.Sentry;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Health;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Sentry;

/// <summary>Answers as in https://docs.sentry.io/api/events/list-an-organizations-issues/.</summary>
public sealed class SentryErrorTrackerTests
{
    private static readonly DateTimeOffset Since = new(2026, 3, 1, 13, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task New_and_regressed_issues_are_chosen_from_the_unresolved_ones_of_the_window()
    {
        FakeServer server = new(() => Json($"""
            [
              {Issue("1", "2026-03-02T09:00:00.123456Z", "2026-03-02T10:00:00Z", "new")},
              {Issue("2", "2025-01-01T00:00:00Z", "2026-03-02T10:00:00Z", "ongoing")},
              {Issue("3", "2025-01-01T00:00:00Z", "2026-03-02T10:00:00Z", "regressed")},
              {Issue("4", "2025-01-01T00:00:00Z", "2026-02-27T10:00:00Z", "regressed")},
              {Issue("5", "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", "new", project: "other")}
            ]
            """));

        IReadOnlyList<TrackedIssue> issues = await Tracker(server).ListNewIssuesAsync("stg", Since, default);

        issues.Select(issue => issue.Id).ShouldBe(["PCKT-1", "PCKT-3"]);
        issues.Select(issue => issue.Regressed).ShouldBe([false, true]);
        issues[0].Events.ShouldBe(327482);
        issues[0].Culprit.ShouldBe("packit_service.worker.tasks in run");
        issues[0].WebUrl.ShouldBe(new Uri("https://sentry.io/organizations/red-hat-it/issues/1/"));
        Uri.UnescapeDataString(server.Requests.Single().PathAndQuery).ShouldBe(
            "/api/0/organizations/red-hat-it/issues/?query=is:unresolved project:pckt-002-packit-service&environment=stg" +
            "&start=2026-03-01T13:00:00&end=2026-03-02T13:00:00&sort=date&limit=100");
        server.Requests.Single().Authorization.ShouldBe($"Bearer {KnownSecrets.Value}");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task What_is_no_list_is_not_taken_for_no_issues(string answer) => (await Calling.FailureOfAsync(
        () => Tracker(new FakeServer(() => Json(answer))).ListNewIssuesAsync("stg", Since, default))).Id.ShouldBe("ErrorTrackerUnreadable");

    [Fact]
    public async Task Pages_are_followed_until_the_next_one_would_be_empty()
    {
        FakeServer server = new(request => Json(
            $"[{Issue(request.Uri.Query.Contains("cursor") ? "8" : "7", "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", "new")}]",
            headers: ("Link", $"""<https://sentry.io/api/0/organizations/red-hat-it/issues/?cursor=0:0:1>; rel="previous"; results="false"; cursor="0:0:1", <https://sentry.io/api/0/organizations/red-hat-it/issues/?cursor=0:100:0>; rel="next"; results="{(request.Uri.Query.Contains("cursor") ? "false" : "true")}"; cursor="0:100:0" """)));

        (await Tracker(server).ListNewIssuesAsync("prod", Since, default)).Select(issue => issue.Id).ShouldBe(["PCKT-7", "PCKT-8"]);
    }

    [Fact]
    public async Task With_a_window_the_answers_own_first_seen_is_of_the_window_and_its_lifetime_tells_the_age()
    {
        FakeServer server = new(() => Json($"[{Issue("1", "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", "ongoing", lifetime: "2025-01-01T00:00:00Z")}]"));

        (await Tracker(server).ListNewIssuesAsync("stg", Since, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rates_are_the_counts_of_two_windows()
    {
        FakeServer server = new(request => Json(request.Uri.Query.Contains("start=2026-02-22")
            ? $"[{Issue("1", "2026-02-22T13:00:00Z", "2026-03-01T10:00:00Z", "ongoing", count: 70)}]"
            : $"[{Issue("1", "2026-03-01T14:00:00Z", "2026-03-02T10:00:00Z", "ongoing", lifetime: "2025-01-01T00:00:00Z", count: 500)}, {Issue("2", "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", "new", count: 3)}]"));

        IReadOnlyList<IssueRate> rates = await Tracker(server).ListRatesAsync("stg", Since - TimeSpan.FromDays(7), Since, default);

        rates.Select(rate => (rate.Id, rate.Events, rate.EarlierEvents)).ShouldBe([("PCKT-1", 500L, 70L), ("PCKT-2", 3L, 0L)]);
        rates[0].FirstSeen.Year.ShouldBe(2025);
        rates[0].PerHour.ShouldBe(500 / 24.0);
        rates[0].EarlierPerHour.ShouldBe(70 / 168.0);
        server.Requests.Select(request => Uri.UnescapeDataString(request.PathAndQuery)).ShouldContain(path => path.Contains("&start=2026-02-22T13:00:00&end=2026-03-01T13:00:00&"));
    }

    private static SentryErrorTracker Tracker(FakeServer server) => new(
        new ErrorTrackerDefinition { Organization = "red-hat-it", Project = "pckt-002-packit-service", Token = KnownSecrets.Reference },
        new KnownSecrets(server.Redactor),
        server.Pipeline);

    private static string Issue(string id, string first, string last, string substatus, string project = "pckt-002-packit-service", string? lifetime = null, int count = 327482) => $$"""
        {
          "annotations": [], "assignedTo": null, "count": "{{count}}", "culprit": "packit_service.worker.tasks in run",
          "firstSeen": "{{first}}", "hasSeen": false, "id": "{{id}}", "isBookmarked": false, "lastSeen": "{{last}}", "level": "error",
          "metadata": { "title": "OgrNetworkError" }, "permalink": "https://sentry.io/organizations/red-hat-it/issues/{{id}}/",
          "project": { "id": "2", "name": "Packit", "slug": "{{project}}" }, "shortId": "PCKT-{{id}}", "status": "unresolved",
          {{Lifetime(lifetime, last)}}
          "substatus": "{{substatus}}", "title": "OgrNetworkError: Cannot connect", "type": "error", "userCount": 0
        }
        """;

    private static string Lifetime(string? first, string last) => first is null
        ? string.Empty
        : $"\"lifetime\": {{ \"count\": \"999999\", \"firstSeen\": \"{first}\", \"lastSeen\": \"{last}\", \"userCount\": 0, \"stats\": null }},";
}
