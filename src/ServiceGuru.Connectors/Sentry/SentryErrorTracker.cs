using System.Globalization;
using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Health;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Sentry;

/// <summary>
/// Sentry by its web API (https://docs.sentry.io/api/events/list-an-organizations-issues/, search words as in
/// https://docs.sentry.io/concepts/search/searchable-properties/issues/, pages as in https://docs.sentry.io/api/pagination/).
/// </summary>
internal sealed class SentryErrorTracker(ErrorTrackerDefinition definition, ISecretResolver secrets, HttpPipeline pipeline) : IErrorTracker
{
    private readonly SystemClient _client = new(
        new OutsideSystem("Sentry", "ErrorTracker", definition.Url),
        new TokenAuthorization(definition.Token, secrets, "errorTracker.token"),
        pipeline);

    /// <inheritdoc/>
    /// <remarks>
    /// Sentry searches have no "or", so all unresolved issues with events in the window are asked for and chosen here.
    /// With an environment in the request, first and last seen are of that environment: new to it counts as new. With a
    /// window in the request, an issue's own <c>firstSeen</c> and <c>count</c> are of the window; <c>lifetime</c> has the rest.
    /// </remarks>
    public async Task<IReadOnlyList<TrackedIssue>> ListNewIssuesAsync(string environment, DateTimeOffset since, CancellationToken cancellationToken) =>
    [
        .. (await ListAsync(environment, since, pipeline.Time.GetUtcNow(), cancellationToken).ConfigureAwait(false))
            .Where(issue => issue.FirstSeen >= since || (issue.Regressed && issue.LastSeen >= since)),
    ];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IssueRate>> ListRatesAsync(string environment, DateTimeOffset earlierSince, DateTimeOffset since, CancellationToken cancellationToken)
    {
        DateTimeOffset now = pipeline.Time.GetUtcNow();
        Task<List<TrackedIssue>> lately = ListAsync(environment, since, now, cancellationToken);
        Task<List<TrackedIssue>> before = ListAsync(environment, earlierSince, since, cancellationToken);
        await Task.WhenAll(lately, before).ConfigureAwait(false);
        Dictionary<string, long> earlier = (await before.ConfigureAwait(false)).GroupBy(issue => issue.Id).ToDictionary(group => group.Key, group => group.Sum(issue => issue.Events));
        return
        [
            .. (await lately.ConfigureAwait(false)).DistinctBy(issue => issue.Id).Select(issue => new IssueRate
            {
                Id = issue.Id,
                Title = issue.Title,
                Culprit = issue.Culprit,
                WebUrl = issue.WebUrl,
                FirstSeen = issue.FirstSeen,
                Since = since,
                Until = now,
                Events = issue.Events,
                EarlierSince = earlierSince,
                EarlierEvents = earlier.GetValueOrDefault(issue.Id),
            }),
        ];
    }

    private static TrackedIssue Issue(JsonElement issue) => new()
    {
        Id = issue.TextOrNull("shortId") ?? issue.NeedText("id"),
        Title = issue.NeedText("title"),
        Culprit = issue.TextOrNull("culprit"),
        WebUrl = issue.NeedUri("permalink"),
        FirstSeen = issue.Time("lifetime", "firstSeen") ?? issue.NeedTime("firstSeen"),
        LastSeen = issue.NeedTime("lastSeen"),
        Events = issue.Number("count") ?? 0,
        Regressed = issue.Text("substatus") == "regressed",
    };

    private async Task<List<TrackedIssue>> ListAsync(
        string environment, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        // The parameter "project" takes numbers only; the slug is a search word.
        string query = $"is:unresolved project:{definition.Project}";
        string path = $"api/0/organizations/{Uri.EscapeDataString(definition.Organization)}/issues/" +
            $"?query={Uri.EscapeDataString(query)}&environment={Uri.EscapeDataString(environment)}" +
            $"&start={Stamp(start)}&end={Stamp(end)}&sort=date&limit=100";
        List<TrackedIssue> issues = [];
        await foreach (List<TrackedIssue> page in _client
            .PagesAsync(_client.Get(path), json => json.NeedItems().Where(IsOurs).Select(Issue).ToList(), cancellationToken)
            .ConfigureAwait(false))
        {
            issues.AddRange(page);
        }

        return issues;
    }

    private static string Stamp(DateTimeOffset time) =>
        Uri.EscapeDataString(time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));

    private bool IsOurs(JsonElement issue) =>
        issue.Text("project", "slug") is not { } slug || slug.Equals(definition.Project, StringComparison.OrdinalIgnoreCase);
}
