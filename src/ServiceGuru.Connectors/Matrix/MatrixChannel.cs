using System.Net;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Matrix;

/// <summary>
/// A Matrix room by the client-server API, v3 (https://spec.matrix.org/latest/client-server-api/: room state
/// <c>m.room.topic</c>, room aliases).
/// </summary>
internal sealed class MatrixChannel(ChannelDefinition definition, ISecretResolver secrets, HttpPipeline pipeline) : IChatChannel
{
    private const string Api = "_matrix/client/v3";

    private readonly SystemClient _client = new(
        new OutsideSystem("Matrix", "Chat", Homeserver(definition)),
        new TokenAuthorization(definition.Token, secrets, $"channels[{definition.Name}].token"),
        pipeline);

    /// <inheritdoc/>
    /// <remarks>Matrix only limits the whole event, to 64 KiB.</remarks>
    public int? MaxTopicLength => null;

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

    private static Uri Homeserver(ChannelDefinition definition) => definition.Url ?? throw new GuruException(new Failure
    {
        Id = "ChatAddressMissing",
        Kind = FailureKind.Usage,
        Message = $"The Matrix channel {definition.Name} names no homeserver.",
        Target = definition.Name,
        NextAction = "Add the homeserver's address to the channel: url.",
    });

    private async Task<string> TopicPathAsync(CancellationToken cancellationToken)
    {
        string room = definition.Room;
        if (room.StartsWith('#'))
        {
            // Asked each time: an alias moves to another room when the room is upgraded.
            room = await _client
                .ReadAsync(_client.Get($"{Api}/directory/room/{Uri.EscapeDataString(room)}"), json => json.NeedText("room_id"), cancellationToken)
                .ConfigureAwait(false);
        }

        return $"{Api}/rooms/{Uri.EscapeDataString(room)}/state/m.room.topic";
    }
}
