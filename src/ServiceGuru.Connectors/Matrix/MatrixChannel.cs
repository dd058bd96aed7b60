using System.Net;
using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Matrix;

/// <summary>
/// A Matrix room by the client-server API, v3 (https://spec.matrix.org/latest/client-server-api/: room state
/// <c>m.room.topic</c>, room aliases, sending events with a transaction id, and the room's timeline by <c>messages</c>).
/// </summary>
internal sealed class MatrixChannel(ChannelDefinition definition, ISecretResolver secrets, HttpPipeline pipeline) : IChatChannel
{
    private const string Api = "_matrix/client/v3";

    // A key of our own in the content, named after us as the specification asks for: a server forgets transaction ids.
    private const string KeyField = "org.serviceguru.key";
    private const int LatestEvents = 100;

    private readonly SystemClient _client = new(
        new OutsideSystem("Matrix", "Chat", Homeserver(definition)),
        new TokenAuthorization(definition.Token, secrets, $"channels[{definition.Name}].token"),
        pipeline);

    /// <inheritdoc/>
    /// <remarks>Matrix only limits the whole event, to 64 KiB.</remarks>
    public int? MaxTopicLength => null;

    /// <inheritdoc/>
    public int? MaxMessageLength => null;

    /// <inheritdoc/>
    public bool DropsRepeatedMessages => true;

    /// <inheritdoc/>
    public int LengthOf(string text) => text.Length;

    /// <inheritdoc/>
    public async Task<string> GetTopicAsync(CancellationToken cancellationToken)
    {
        HttpCall call = _client.Get(await TopicPathAsync(cancellationToken).ConfigureAwait(false));
        HttpAnswer answer = await _client.SendAsync(call, cancellationToken, HttpStatusCode.NotFound).ConfigureAwait(false);
        if (answer.Status == HttpStatusCode.NotFound)
        {
            // No topic was ever set; any other 404 means that this is not the API.
            bool none = ServerWords.Of(answer, pipeline.Redactor).StartsWith("M_NOT_FOUND", StringComparison.Ordinal);
            return none ? string.Empty : throw _client.Failures.Refused(call, answer);
        }

        return _client.Read(call, answer, content => content.Text("topic") ?? string.Empty);
    }

    /// <inheritdoc/>
    public async Task SetTopicAsync(string topic, CancellationToken cancellationToken)
    {
        string path = await TopicPathAsync(cancellationToken).ConfigureAwait(false);

        // The same state twice is the same state.
        HttpCall call = _client.Write(HttpMethod.Put, path, new Dictionary<string, string> { ["topic"] = topic }, idempotent: true);
        await _client.SendAsync(call, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>A topic is an event of the room; people see the latest of its kind in the timeline.</remarks>
    public async Task<string?> GetShownTopicAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> topics = await TimelineAsync(
            entry => entry.Text("type") == "m.room.topic" ? entry.Text("content", "topic") ?? string.Empty : null, cancellationToken).ConfigureAwait(false);
        return topics.Count > 0 ? topics[0] : null;
    }

    /// <inheritdoc/>
    public async Task<string> SendMessageAsync(string text, string key, CancellationToken cancellationToken)
    {
        string path = $"{await RoomPathAsync(cancellationToken).ConfigureAwait(false)}/send/m.room.message/{Uri.EscapeDataString(key)}";

        // The same transaction id twice is the same event.
        HttpCall call = _client.Write(
            HttpMethod.Put, path, new Dictionary<string, string> { ["msgtype"] = "m.text", ["body"] = text, [KeyField] = key }, idempotent: true);
        return await _client.ReadAsync(call, json => json.NeedText("event_id"), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<string?> FindMessageAsync(string key, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> found = await TimelineAsync(
            entry => entry.At("content")?.Text(KeyField) == key ? entry.NeedText("event_id") : null, cancellationToken).ConfigureAwait(false);
        return found.Count > 0 ? found[0] : null;
    }

    private static Uri Homeserver(ChannelDefinition definition) => definition.Url ?? throw new GuruException(new Failure
    {
        Id = "ChatAddressMissing",
        Kind = FailureKind.Usage,
        Message = $"The Matrix channel {definition.Name} names no homeserver.",
        Target = definition.Name,
        NextAction = "Add the homeserver's address to the channel: url.",
    });

    private async Task<IReadOnlyList<string>> TimelineAsync(Func<JsonElement, string?> pick, CancellationToken cancellationToken)
    {
        HttpCall call = _client.Get($"{await RoomPathAsync(cancellationToken).ConfigureAwait(false)}/messages?dir=b&limit={LatestEvents}");
        return await _client.ReadAsync(call, json => json.Items("chunk").Select(pick).OfType<string>().ToList(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> TopicPathAsync(CancellationToken cancellationToken) =>
        $"{await RoomPathAsync(cancellationToken).ConfigureAwait(false)}/state/m.room.topic";

    private async Task<string> RoomPathAsync(CancellationToken cancellationToken)
    {
        string room = definition.Room;
        if (room.StartsWith('#'))
        {
            // Asked each time: an alias moves to another room when the room is upgraded.
            room = await _client
                .ReadAsync(_client.Get($"{Api}/directory/room/{Uri.EscapeDataString(room)}"), json => json.NeedText("room_id"), cancellationToken)
                .ConfigureAwait(false);
        }

        return $"{Api}/rooms/{Uri.EscapeDataString(room)}";
    }
}
