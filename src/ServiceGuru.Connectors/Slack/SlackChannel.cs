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
    private const int LatestMessages = 200;

    private readonly SlackClient _client = new(definition, secrets, pipeline);

    /// <inheritdoc/>
    public int? MaxTopicLength => 250;

    /// <inheritdoc/>
    public int? MaxMessageLength => AdvisedMessageLength;

    /// <inheritdoc/>
    /// <remarks>Slack keeps no keys: a message carries its own as metadata, and is looked for before it is sent again.</remarks>
    public bool DropsRepeatedMessages => false;

    /// <inheritdoc/>
    /// <remarks>Slack does not say whether an entity counts as one character; counted as sent, none is refused.</remarks>
    public int LengthOf(string text) => SlackClient.Escaped(text).Length;

    /// <inheritdoc/>
    public Task<string> GetTopicAsync(CancellationToken cancellationToken) => _client.CallAsync(
        Info(),
        json => SlackClient.Plain(json.Text("channel", "topic", "value") ?? string.Empty),
        cancellationToken);

    /// <inheritdoc/>
    public Task SetTopicAsync(string topic, CancellationToken cancellationToken)
    {
        // The same topic twice is the same topic.
        HttpCall call = _client.Post(
            "conversations.setTopic", new Dictionary<string, string> { ["channel"] = definition.Room, ["topic"] = SlackClient.Escaped(topic) }, idempotent: true);
        return _client.CallAsync(call, _ => true, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// A change of the topic leaves a message of the subtype <c>channel_topic</c> (<c>group_topic</c> in a private channel).
    /// Only one as new as the topic itself counts: last week's deployment had the same words.
    /// </remarks>
    public async Task<string?> GetShownTopicAsync(CancellationToken cancellationToken)
    {
        long set = await _client.CallAsync(Info(), json => json.Number("channel", "topic", "last_set") ?? 0, cancellationToken).ConfigureAwait(false);
        return await _client.CallAsync(
            History($"&oldest={set - 1}"),
            json => json.Items("messages")
                .Where(message => message.Text("subtype") is "channel_topic" or "group_topic")
                .Select(message => SlackClient.Plain(message.Text("topic") ?? string.Empty))
                .FirstOrDefault(),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<string> SendMessageAsync(string text, string key, CancellationToken cancellationToken) =>
        _client.CallAsync(_client.Message(text, key, thread: null), json => json.NeedText("ts"), cancellationToken);

    /// <inheritdoc/>
    public Task<string?> FindMessageAsync(string key, CancellationToken cancellationToken) => _client.CallAsync(
        History("&include_all_metadata=true"),
        json => json.Items("messages")
            .Where(message => SlackClient.KeyOf(message) == key)
            .Select(message => message.Text("ts"))
            .FirstOrDefault(),
        cancellationToken);

    private HttpCall Info() => _client.Get("conversations.info");

    private HttpCall History(string parameters) => _client.Get("conversations.history", $"&limit={LatestMessages}{parameters}");
}
