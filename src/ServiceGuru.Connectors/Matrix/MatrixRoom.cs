using ServiceGuru.Connectors.Http;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Matrix;

/// <summary>The way to one Matrix room: its addresses, and sending messages with a key.</summary>
internal sealed class MatrixRoom(ChannelDefinition definition, ISecretResolver secrets, HttpPipeline pipeline)
{
    /// <summary>A key of our own in the content, named after us as the specification asks for: a server forgets transaction ids.</summary>
    public const string KeyField = "org.serviceguru.key";

    private const string Api = "_matrix/client";

    /// <summary>Gets the homeserver.</summary>
    public SystemClient Server { get; } = new(
        new OutsideSystem("Matrix", "Chat", Homeserver(definition)),
        new TokenAuthorization(definition.Token, secrets, $"channels[{definition.Name}].token"),
        pipeline);

    /// <summary>Gives the room's id.</summary>
    public async Task<string> IdAsync(CancellationToken cancellationToken)
    {
        // Asked each time: an alias moves to another room when the room is upgraded.
        string room = definition.Room;
        return !room.StartsWith('#') ? room : await Server
            .ReadAsync(Server.Get($"{Api}/v3/directory/room/{Uri.EscapeDataString(room)}"), json => json.NeedText("room_id"), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Gives the path of a room below a version of the API.</summary>
    public static string PathOf(string id, string version = "v3") => $"{Api}/{version}/rooms/{Uri.EscapeDataString(id)}";

    /// <summary>Gives the room's path.</summary>
    public async Task<string> PathAsync(CancellationToken cancellationToken) => PathOf(await IdAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Sends a message once: the same transaction id twice is the same event.</summary>
    /// <returns>The event's id.</returns>
    public async Task<string> SendAsync(Dictionary<string, object> content, string key, CancellationToken cancellationToken)
    {
        string path = $"{await PathAsync(cancellationToken).ConfigureAwait(false)}/send/m.room.message/{Uri.EscapeDataString(key)}";
        content[KeyField] = key;
        return await Server.ReadAsync(Server.Write(HttpMethod.Put, path, content, idempotent: true), json => json.NeedText("event_id"), cancellationToken).ConfigureAwait(false);
    }

    private static Uri Homeserver(ChannelDefinition definition) => definition.Url ?? throw new GuruException(new Failure
    {
        Id = "ChatAddressMissing",
        Kind = FailureKind.Usage,
        Message = $"The Matrix channel {definition.Name} names no homeserver.",
        Target = definition.Name,
        NextAction = "Add the homeserver's address to the channel: url.",
    });
}
