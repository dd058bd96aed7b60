using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Network;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.GitHub;

/// <summary>
/// Issues of GitHub or GitHub Enterprise, REST API version 2022-11-28 (https://docs.github.com/en/rest/issues/issues). The
/// list is read and not the search index, which lags behind.
/// </summary>
internal sealed class GitHubIssueTracker(CodeHostDefinition definition, ISecretResolver secrets, HttpPipeline pipeline) : IIssueTracker
{
    private static readonly Dictionary<string, string> Version = new() { ["X-GitHub-Api-Version"] = "2022-11-28" };

    private readonly SystemClient _client = new(
        new OutsideSystem("GitHub", "CodeHost", definition.Url),
        new TokenAuthorization(definition.Token, secrets, "codeHost.token"),
        pipeline);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TrackingIssue>> ListOpenAsync(string slug, CancellationToken cancellationToken)
    {
        HttpCall call = Call(_client.Get($"{Issues(slug)}?state=open&sort=created&direction=desc&per_page=100"));
        List<TrackingIssue> issues = [];
        await foreach (List<TrackingIssue> page in _client
            .PagesAsync(call, json => json.NeedItems().Where(item => item.At("pull_request") is null).Select(Issue).ToList(), cancellationToken)
            .ConfigureAwait(false))
        {
            issues.AddRange(page);
        }

        return issues;
    }

    /// <inheritdoc/>
    public Task<TrackingIssue> OpenAsync(string slug, string title, string body, IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        JsonObject issue = new()
        {
            ["title"] = title,
            ["body"] = body,
            ["labels"] = new JsonArray([.. labels.Select(label => (JsonNode?)label)]),
        };
        return _client.ReadAsync(Call(_client.Write(HttpMethod.Post, Issues(slug), issue, idempotent: false)), Issue, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task CloseAsync(string slug, int number, CancellationToken cancellationToken)
    {
        JsonObject change = new() { ["state"] = "closed", ["state_reason"] = "not_planned" };
        await _client.SendAsync(Call(_client.Write(HttpMethod.Patch, $"{Issues(slug)}/{number}", change, idempotent: true)), cancellationToken).ConfigureAwait(false);
    }

    private static string Issues(string slug) => $"repos/{string.Join('/', slug.Split('/').Select(Uri.EscapeDataString))}/issues";

    private static TrackingIssue Issue(JsonElement issue) => new()
    {
        Number = (int)(issue.Number("number") ?? throw new UnexpectedShapeException("The issue has no number.")),
        Title = issue.NeedText("title"),
        Body = issue.TextOrNull("body"),
        WebUrl = issue.NeedUri("html_url"),
        CreatedAt = issue.Time("created_at"),
    };

    private static HttpCall Call(HttpCall call) => call with { Accept = "application/vnd.github+json", Headers = Version };
}
