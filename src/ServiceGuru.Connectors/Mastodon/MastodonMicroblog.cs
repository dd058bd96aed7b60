using System.Globalization;
using System.Net;
using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Ports;
using ServiceGuru.Posts;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Mastodon;

/// <summary>
/// A Mastodon account by its instance's API (https://docs.joinmastodon.org/methods/: instance, accounts, statuses,
/// scheduled_statuses).
/// </summary>
internal sealed class MastodonMicroblog : IMicroblog
{
    private const int Most = 40;

    private readonly SystemClient _client;
    private readonly SystemClient _open;

    /// <summary>Initializes a new instance of the <see cref="MastodonMicroblog"/> class.</summary>
    public MastodonMicroblog(MastodonDefinition definition, ISecretResolver secrets, HttpPipeline pipeline)
    {
        OutsideSystem system = new("Mastodon", "Mastodon", definition.Url);
        _client = new SystemClient(system, new TokenAuthorization(definition.Token, secrets, "mastodon.token"), pipeline);
        _open = new SystemClient(system, new TokenAuthorization(null, secrets, "mastodon.token"), pipeline);
    }

    /// <inheritdoc/>
    /// <remarks>Public: a draft needs no token.</remarks>
    public Task<PostLimits> GetLimitsAsync(CancellationToken cancellationToken) => _open.ReadAsync(
        _open.Get("api/v2/instance"),
        json => new PostLimits(Limit(json, "max_characters"), Limit(json, "characters_reserved_per_url")),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<string> GetAccountNameAsync(CancellationToken cancellationToken) => (await AccountAsync(cancellationToken).ConfigureAwait(false)).Name;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PostedStatus>> ListRecentAsync(CancellationToken cancellationToken)
    {
        (string id, _) = await AccountAsync(cancellationToken).ConfigureAwait(false);
        return await _client.ReadAsync<IReadOnlyList<PostedStatus>>(
            _client.Get($"api/v1/accounts/{Uri.EscapeDataString(id)}/statuses?limit={Most}&exclude_reblogs=true"),
            json => [.. json.NeedItems().Select(Status)],
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PostedStatus>> ListScheduledAsync(CancellationToken cancellationToken) => _client.ReadAsync<IReadOnlyList<PostedStatus>>(
        _client.Get($"api/v1/scheduled_statuses?limit={Most}"),
        json => [.. json.NeedItems().Select(Scheduled)],
        cancellationToken);

    /// <inheritdoc/>
    /// <remarks>
    /// An instance keeps the key for about an hour and gives the first status again, so that the pipeline may repeat a call
    /// whose answer got lost. For scheduled statuses the key is not heeded (https://github.com/mastodon/mastodon/issues/30039).
    /// </remarks>
    public Task<PostedStatus> PostAsync(NewStatus status, CancellationToken cancellationToken)
    {
        Dictionary<string, string> body = new(StringComparer.Ordinal)
        {
            ["status"] = status.Text,
            ["visibility"] = status.Visibility.ToString().ToLowerInvariant(),
        };
        Add(body, "language", status.Language);
        Add(body, "in_reply_to_id", status.InReplyTo);
        Add(body, "scheduled_at", status.ScheduledAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        HttpCall call = _client.Write(HttpMethod.Post, "api/v1/statuses", body, idempotent: status.ScheduledAt is null) with
        {
            Headers = new Dictionary<string, string> { ["Idempotency-Key"] = status.IdempotencyKey },
        };
        return _client.ReadAsync<PostedStatus>(call, status.ScheduledAt is null ? Status : Scheduled, cancellationToken);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string id, bool scheduled, CancellationToken cancellationToken) => _client.SendAsync(
        new HttpCall(HttpMethod.Delete, _client.System.Address($"api/v1/{(scheduled ? "scheduled_statuses" : "statuses")}/{Uri.EscapeDataString(id)}")) { Idempotent = true },
        cancellationToken,
        HttpStatusCode.NotFound);

    private static int Limit(JsonElement instance, string name) => instance.Count("configuration", "statuses", name) is > 0 and { } limit
        ? limit
        : throw new UnexpectedShapeException($"The answer lacks configuration.statuses.{name}.");

    private static PostedStatus Status(JsonElement status) => new()
    {
        Id = status.NeedText("id"),
        Text = StatusHtml.Plain(status.Text("content") ?? string.Empty),
        Url = Uri.TryCreate(status.Text("url"), UriKind.Absolute, out Uri? page) ? page : null,
    };

    private static PostedStatus Scheduled(JsonElement status) => new()
    {
        Id = status.NeedText("id"),
        Text = status.Text("params", "text") ?? string.Empty,
        ScheduledAt = status.NeedTime("scheduled_at"),
    };

    private static void Add(Dictionary<string, string> body, string name, string? value)
    {
        if (value is not null)
        {
            body[name] = value;
        }
    }

    private Task<(string Id, string Name)> AccountAsync(CancellationToken cancellationToken) => _client.ReadAsync(
        _client.Get("api/v1/accounts/verify_credentials"), json => (json.NeedText("id"), json.NeedText("username")), cancellationToken);
}
