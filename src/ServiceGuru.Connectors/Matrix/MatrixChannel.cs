using System.Net;
using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Matrix;

/// <summary>
/// A Matrix room by the client-server API, v3 (https://spec.matrix.org/latest/client-server-api/: room state
/// <c>m.room.topic</c>, room aliases, sending events with a transaction id, and the room's timeline by <c>messages</c>).
/// </summary>
internal sealed class MatrixChannel(ChannelDefinition definition, ISecretResolver secrets, HttpPipeline pipeline) : IChatChannel
{
    private const int LatestEvents = 100;

    private readonly MatrixRoom _room = new(definition, secrets, pipeline);

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
        HttpCall call = _room.Server.Get(await TopicPathAsync(cancellationToken).ConfigureAwait(false));
        HttpAnswer answer = await _room.Server.SendAsync(call, cancellationToken, HttpStatusCode.NotFound).ConfigureAwait(false);
        if (answer.Status == HttpStatusCode.NotFound)
        {
            // No topic was ever set; any other 404 means that this is not the API.
            bool none = ServerWords.Of(answer, pipeline.Redactor).StartsWith("M_NOT_FOUND", StringComparison.Ordinal);
            return none ? string.Empty : throw _room.Server.Failures.Refused(call, answer);
        }

        return _room.Server.Read(call, answer, content => content.Text("topic") ?? string.Empty);
    }

    /// <inheritdoc/>
    public async Task SetTopicAsync(string topic, CancellationToken cancellationToken)
    {
        string path = await TopicPathAsync(cancellationToken).ConfigureAwait(false);

        // The same state twice is the same state.
        HttpCall call = _room.Server.Write(HttpMethod.Put, path, new Dictionary<string, string> { ["topic"] = topic }, idempotent: true);
        await _room.Server.SendAsync(call, cancellationToken).ConfigureAwait(false);
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
    public Task<string> SendMessageAsync(string text, string key, CancellationToken cancellationToken) =>
        _room.SendAsync(new Dictionary<string, object> { ["msgtype"] = "m.text", ["body"] = text }, key, cancellationToken);

    /// <inheritdoc/>
    public async Task<string?> FindMessageAsync(string key, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> found = await TimelineAsync(
            entry => entry.At("content")?.Text(MatrixRoom.KeyField) == key ? entry.NeedText("event_id") : null, cancellationToken).ConfigureAwait(false);
        return found.Count > 0 ? found[0] : null;
    }

    private async Task<IReadOnlyList<string>> TimelineAsync(Func<JsonElement, string?> pick, CancellationToken cancellationToken)
    {
        HttpCall call = _room.Server.Get($"{await _room.PathAsync(cancellationToken).ConfigureAwait(false)}/messages?dir=b&limit={LatestEvents}");
        return await _room.Server.ReadAsync(call, json => json.Items("chunk").Select(pick).OfType<string>().ToList(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> TopicPathAsync(CancellationToken cancellationToken) =>
        $"{await _room.PathAsync(cancellationToken).ConfigureAwait(false)}/state/m.room.topic";
}
