using System.Net;
using System.Security.Cryptography;
using System.Text;
using ServiceGuru.Connectors.Http;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>The opening handshake of a WebSocket (https://www.rfc-editor.org/rfc/rfc6455#section-4).</summary>
/// <param name="Key">The nonce of this handshake, base64.</param>
internal sealed record WebSocketUpgrade(string Key)
{
    // RFC 6455 gives this text.
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static readonly string[] Protocols = ["v5.channel.k8s.io", "v4.channel.k8s.io"];

    /// <summary>Gets the headers that ask for it.</summary>
    public IReadOnlyDictionary<string, string> Headers => new Dictionary<string, string>
    {
        ["Connection"] = "Upgrade",
        ["Upgrade"] = "websocket",
        ["Sec-WebSocket-Version"] = "13",
        ["Sec-WebSocket-Key"] = Key,
        ["Sec-WebSocket-Protocol"] = string.Join(", ", Protocols),
    };

    /// <summary>Begins a handshake.</summary>
    public static WebSocketUpgrade Create() => new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)));

    /// <summary>Gives what the server must answer to a key.</summary>
    public static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Magic)));

    /// <summary>Tells whether an answer ends the handshake, with one of our protocols.</summary>
    public bool Accepts(HttpAnswer answer) =>
        answer.Status == HttpStatusCode.SwitchingProtocols
        && answer.Header("Sec-WebSocket-Accept") == Accept(Key)
        && Protocols.Contains(answer.Header("Sec-WebSocket-Protocol"), StringComparer.Ordinal);
}
