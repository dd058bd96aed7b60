using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Slack;

/// <summary>Calls Slack's Web API for one channel: errors that come with status 200, escaping, and messages with a key.</summary>
internal sealed class SlackClient(ChannelDefinition definition, ISecretResolver secrets, HttpPipeline pipeline)
{
    private const string Json = "application/json; charset=utf-8";
    private const string EventType = "serviceguru_message";

    private readonly SystemClient _client = new(
        new OutsideSystem("Slack", "Chat", definition.Url ?? new Uri("https://slack.com/api")),
        new TokenAuthorization(definition.Token, secrets, $"channels[{definition.Name}].token"),
        pipeline);

    /// <summary>Gets the channel.</summary>
    public ChannelDefinition Channel => definition;

    /// <summary>Gets the maker of failures in Slack's name.</summary>
    public HttpFailures Failures => _client.Failures;

    /// <summary>Makes a read of the channel.</summary>
    /// <param name="method">The method, e.g. <c>conversations.info</c>.</param>
    /// <param name="parameters">Further parameters, each with its <c>&amp;</c>.</param>
    public HttpCall Get(string method, string parameters = "") => _client.Get($"{method}?channel={Uri.EscapeDataString(definition.Room)}{parameters}");

    /// <summary>Makes a call with a JSON body.</summary>
    public HttpCall Post(string method, object body, bool idempotent) => _client.Write(HttpMethod.Post, method, body, idempotent) with { ContentType = Json };

    /// <summary>Makes the call that sends a message; its key goes along as metadata (https://docs.slack.dev/messaging/message-metadata).</summary>
    public HttpCall Message(string text, string key, string? thread)
    {
        Dictionary<string, object> body = new()
        {
            ["channel"] = definition.Room,
            ["text"] = Escaped(text),
            ["metadata"] = new { event_type = EventType, event_payload = new { key } },
        };
        if (thread is not null)
        {
            body["thread_ts"] = thread;
        }

        return Post("chat.postMessage", body, idempotent: false);
    }

    /// <summary>The key of a message of ours, or null.</summary>
    public static string? KeyOf(JsonElement message) =>
        message.Text("metadata", "event_type") == EventType ? message.Text("metadata", "event_payload", "key") : null;

    /// <summary>Calls and reads.</summary>
    public async Task<T> CallAsync<T>(HttpCall call, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        HttpAnswer answer = await _client.SendAsync(call, cancellationToken).ConfigureAwait(false);
        SlackError? error = _client.Read(call, answer, SlackError.Of);
        return error is null ? _client.Read(call, answer, read) : throw error.ToException(_client, call, definition);
    }

    /// <summary>Escapes a text; the ampersand first, or the entities' own would be escaped.</summary>
    public static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Slack escapes these three in texts that it gives, and only these; the ampersand is last, or "&amp;amp;lt;" would become "&lt;".</summary>
    public static string Plain(string text) => text
        .Replace("&lt;", "<", StringComparison.Ordinal)
        .Replace("&gt;", ">", StringComparison.Ordinal)
        .Replace("&amp;", "&", StringComparison.Ordinal);
}
