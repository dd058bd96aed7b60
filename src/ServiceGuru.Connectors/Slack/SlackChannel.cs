using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Slack;

/// <summary>
/// A Slack channel by the web API (https://docs.slack.dev/reference/methods/conversations.info,
/// https://docs.slack.dev/reference/methods/conversations.setTopic).
/// </summary>
internal sealed class SlackChannel(ChannelDefinition definition, ISecretResolver secrets, HttpPipeline pipeline) : IChatChannel
{
    private readonly SystemClient _client = new(
        new OutsideSystem("Slack", "Chat", definition.Url ?? new Uri("https://slack.com/api")),
        new TokenAuthorization(definition.Token, secrets, $"channels[{definition.Name}].token"),
        pipeline);

    /// <inheritdoc/>
    public int? MaxTopicLength => 250;

    /// <inheritdoc/>
    public Task<string> GetTopicAsync(CancellationToken cancellationToken) => CallAsync(
        _client.Get($"conversations.info?channel={Uri.EscapeDataString(definition.Room)}"),
        json => Plain(json.Text("channel", "topic", "value") ?? string.Empty),
        cancellationToken);

    /// <inheritdoc/>
    public Task SetTopicAsync(string topic, CancellationToken cancellationToken)
    {
        // The same topic twice is the same topic.
        HttpCall call = _client.Write(
            HttpMethod.Post,
            "conversations.setTopic",
            new Dictionary<string, string> { ["channel"] = definition.Room, ["topic"] = topic },
            idempotent: true);
        return CallAsync(call with { ContentType = "application/json; charset=utf-8" }, _ => true, cancellationToken);
    }

    // Slack escapes these three in texts that it gives, and only these; the ampersand is last, or "&amp;lt;" would become "<".
    private static string Plain(string text) => text
        .Replace("&lt;", "<", StringComparison.Ordinal)
        .Replace("&gt;", ">", StringComparison.Ordinal)
        .Replace("&amp;", "&", StringComparison.Ordinal);

    private async Task<T> CallAsync<T>(HttpCall call, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        HttpAnswer answer = await _client.SendAsync(call, cancellationToken).ConfigureAwait(false);
        SlackError? error = _client.Read(call, answer, SlackError.Of);
        return error is null ? _client.Read(call, answer, read) : throw error.ToException(_client, call, definition);
    }
}
