using System.Globalization;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ServiceGuru.Sandbox.Cluster.Exec;

/// <summary>The server's side of an exec: messages whose first byte is the channel.</summary>
internal sealed class ExecSocket(Stream wire, WebSocket socket) : IAsyncDisposable
{
    // RFC 6455 gives this text.
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const byte Output = 1;
    private const byte Errors = 2;
    private const byte Status = 3;
    private const int Piece = 8 * 1024;

    private static readonly string[] Protocols = ["v5.channel.k8s.io", "v4.channel.k8s.io"];

    /// <summary>Chooses the protocol that a request asks for, or null where it asks for no WebSocket or for none that we speak.</summary>
    public static string? ProtocolOf(HttpRequest request)
    {
        if (!string.Equals(request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase) || request.Headers.SecWebSocketKey.Count != 1)
        {
            return null;
        }

        string[] offered = [.. request.Headers.SecWebSocketProtocol.ToString().Split(',').Select(one => one.Trim())];
        return Protocols.FirstOrDefault(offered.Contains);
    }

    /// <summary>Ends the handshake.</summary>
    public static async Task<ExecSocket> Open(HttpContext context, IHttpUpgradeFeature upgrade, string protocol)
    {
        byte[] digest = SHA1.HashData(Encoding.ASCII.GetBytes(context.Request.Headers.SecWebSocketKey + Magic));
        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.SecWebSocketAccept = Convert.ToBase64String(digest);
        context.Response.Headers.SecWebSocketProtocol = protocol;
        Stream wire = await upgrade.UpgradeAsync().ConfigureAwait(false);
        return new ExecSocket(wire, WebSocket.CreateFromStream(wire, new WebSocketCreationOptions { IsServer = true, SubProtocol = protocol }));
    }

    /// <summary>Tells what a program wrote and how it ended.</summary>
    public async Task End(ExecAnswer answer, CancellationToken cancellationToken)
    {
        await Send(Output, answer.Output, cancellationToken).ConfigureAwait(false);
        await Send(Errors, answer.Errors, cancellationToken).ConfigureAwait(false);
        JsonObject status = answer.ExitCode == 0
            ? new() { ["metadata"] = new JsonObject(), ["status"] = "Success" }
            : new()
            {
                ["metadata"] = new JsonObject(),
                ["status"] = "Failure",
                ["message"] = $"command terminated with non-zero exit code: exit status {answer.ExitCode}",
                ["reason"] = "NonZeroExitCode",
                ["details"] = new JsonObject
                {
                    ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ExitCode", ["message"] = answer.ExitCode.ToString(CultureInfo.InvariantCulture) }),
                },
            };
        await Finish(status, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells that nothing could be run.</summary>
    public Task Fail(string message, CancellationToken cancellationToken) => Finish(
        new JsonObject { ["metadata"] = new JsonObject(), ["status"] = "Failure", ["message"] = message, ["reason"] = "InternalError", ["code"] = 500 }, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        await wire.DisposeAsync().ConfigureAwait(false);
    }

    private async Task Finish(JsonObject status, CancellationToken cancellationToken)
    {
        await Send(Status, status.ToJsonString(), cancellationToken).ConfigureAwait(false);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken).ConfigureAwait(false);
    }

    private async Task Send(byte channel, string text, CancellationToken cancellationToken)
    {
        foreach (byte[] piece in Encoding.UTF8.GetBytes(text).Chunk(Piece))
        {
            await socket.SendAsync(new ArraySegment<byte>([channel, .. piece]), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken).ConfigureAwait(false);
        }
    }
}
