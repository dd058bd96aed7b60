using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Slack;

/// <summary>
/// A Slack channel by the web API (https://docs.slack.dev/reference/methods: conversations.info, conversations.setTopic,
/// conversations.history, chat.postMessage; https://docs.slack.dev/messaging/message-metadata). Texts go out and come back
/// with <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> as entities (https://docs.slack.dev/messaging/formatting-message-text#escaping).
/// </summary>
internal sealed class SlackChannel(ChannelDefinition definition, ISecretResolver secrets, HttpPipeline pipeline) : IChatChannel
{
    // What Slack advises; it cuts off after 40,000.
    private const int AdvisedMessageLength = 4_000;
    private const string Json = "application/json; charset=utf-8";
    private const string EventType = "serviceguru_message";
    private const int LatestMessages = 200;

    private readonly SystemClient _client = new(
        new OutsideSystem("Slack", "Chat", definition.Url ?? new Uri("https://slack.com/api")),
        new TokenAuthorization(definition.Token, secrets, $"channels[{definition.Name}].token"),
        pipeline);

    /// <inheritdoc/>
    public int? MaxTopicLength => 250;

    /// <inheritdoc/>
    public int? MaxMessageLength => AdvisedMessageLength;

    /// <inheritdoc/>
    /// <remarks>Slack keeps no keys: a message carries its own as metadata, and is looked for before it is sent again.</remarks>
    public bool DropsRepeatedMessages => false;

    /// <inheritdoc/>
    /// <remarks>Slack does not say whether an entity counts as one character; counted as sent, none is refused.</remarks>
    public int LengthOf(string text) => Escaped(text).Length;

    /// <inheritdoc/>
    public Task<string> GetTopicAsync(CancellationToken cancellationToken) => CallAsync(
        Info(),
        json => Plain(json.Text("channel", "topic", "value") ?? string.Empty),
        cancellationToken);

    /// <inheritdoc/>
    public Task SetTopicAsync(string topic, CancellationToken cancellationToken)
    {
        // The same topic twice is the same topic.
        HttpCall call = _client.Write(
            HttpMethod.Post,
            "conversations.setTopic",
            new Dictionary<string, string> { ["channel"] = definition.Room, ["topic"] = Escaped(topic) },
            idempotent: true);
        return CallAsync(call with { ContentType = Json }, _ => true, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// A change of the topic leaves a message of the subtype <c>channel_topic</c> (<c>group_topic</c> in a private channel).
    /// Only one as new as the topic itself counts: last week's deployment had the same words.
    /// </remarks>
    public async Task<string?> GetShownTopicAsync(CancellationToken cancellationToken)
    {
        long set = await CallAsync(Info(), json => json.Number("channel", "topic", "last_set") ?? 0, cancellationToken).ConfigureAwait(false);
        return await CallAsync(
            History($"&oldest={set - 1}"),
            json => json.Items("messages")
                .Where(message => message.Text("subtype") is "channel_topic" or "group_topic")
                .Select(message => Plain(message.Text("topic") ?? string.Empty))
                .FirstOrDefault(),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<string> SendMessageAsync(string text, string key, CancellationToken cancellationToken)
    {
        HttpCall call = _client.Write(
            HttpMethod.Post,
            "chat.postMessage",
            new
            {
                channel = definition.Room,
                text = Escaped(text),
                metadata = new { event_type = EventType, event_payload = new { key } },
            },
            idempotent: false);
        return CallAsync(call with { ContentType = Json }, json => json.NeedText("ts"), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string?> FindMessageAsync(string key, CancellationToken cancellationToken) => CallAsync(
        History("&include_all_metadata=true"),
        json => json.Items("messages")
            .Where(message => message.Text("metadata", "event_type") == EventType && message.Text("metadata", "event_payload", "key") == key)
            .Select(message => message.Text("ts"))
            .FirstOrDefault(),
        cancellationToken);

    private HttpCall Info() => _client.Get($"conversations.info?channel={Uri.EscapeDataString(definition.Room)}");

    private HttpCall History(string parameters) =>
        _client.Get($"conversations.history?channel={Uri.EscapeDataString(definition.Room)}&limit={LatestMessages}{parameters}");

    // The ampersand first, or the entities' own would be escaped.
    private static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

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
