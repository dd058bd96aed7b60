using System.Globalization;
using System.Text.Json;

namespace ServiceGuru.Network;

/// <summary>
/// The check as a program for the pod's own Python: the same as <c>curl -I --max-time 5</c>, but with DNS, TCP, TLS and HTTP
/// told apart. Host and ports are arguments, never part of the program.
/// </summary>
internal static class ReachScript
{
    private const string Text = """
        # serviceguru: reach
        import json, socket, ssl, sys, time
        host, limit, ports = sys.argv[1], float(sys.argv[2]), [int(port) for port in sys.argv[3:]]

        def outcome(error):
            if isinstance(error, ssl.SSLCertVerificationError):
                return "certificateWrong", error.verify_message
            if isinstance(error, (socket.timeout, TimeoutError)):
                return "timedOut", None
            if isinstance(error, ConnectionRefusedError):
                return "refused", None
            if isinstance(error, (ConnectionResetError, BrokenPipeError, EOFError, ssl.SSLEOFError)):
                return "reset", None
            if isinstance(error, ssl.SSLError):
                return "tlsFailed", error.reason or str(error)
            return "unreachable", getattr(error, "strerror", None) or str(error)

        def connect(port, until):
            last = TimeoutError()
            for family, kind, protocol, _, address in found:
                left = until - time.monotonic()
                if left <= 0:
                    break
                link = socket.socket(family, kind, protocol)
                link.settimeout(left)
                try:
                    link.connect((address[0], port) + address[2:])
                    return link
                except OSError as error:
                    last = error
                    link.close()
            raise last

        def look(port):
            began, stage, link = time.monotonic(), "tcp", None
            def seen(what, detail):
                return {"port": port, "stage": stage, "outcome": what, "detail": detail, "ms": int((time.monotonic() - began) * 1000)}
            try:
                link = connect(port, began + limit)
                if port in (443, 8443):
                    stage = "tls"
                    link = ssl.create_default_context().wrap_socket(link, server_hostname=host)
                if port in (80, 8080, 443, 8443):
                    stage = "http"
                    link.sendall(("HEAD / HTTP/1.1\r\nHost: %s\r\nUser-Agent: ServiceGuru\r\nAccept: */*\r\nConnection: close\r\n\r\n" % host).encode())
                    line = link.recv(512).split(b"\r\n")[0].decode("latin-1")
                    if not line:
                        raise EOFError()
                    return seen("reached", line[:100])
                return seen("reached", None)
            except (OSError, EOFError) as error:
                return seen(*outcome(error))
            finally:
                if link is not None:
                    link.close()

        try:
            found = sorted(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM), key=lambda one: one[0] != socket.AF_INET)
            answer = {"addresses": sorted({one[4][0] for one in found}), "ports": [look(port) for port in ports]}
        except OSError as error:
            unknown = getattr(error, "errno", None) in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", -5))
            answer = {"addresses": [], "ports": [{"port": port, "stage": "dns", "outcome": "unknownName" if unknown else "dnsFailed", "detail": getattr(error, "strerror", None) or str(error), "ms": 0} for port in ports]}
        print(json.dumps(answer))
        """;

    /// <summary>Gives the command.</summary>
    public static IReadOnlyList<string> Command(string host, IReadOnlyList<int> ports, TimeSpan timeout) =>
    [
        "python3", "-c", Text, host, timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture),
        .. ports.Select(port => port.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Reads the answer, or gives null where it is none.</summary>
    public static HostReach? Read(string output)
    {
        try
        {
            using JsonDocument answer = JsonDocument.Parse(output);
            JsonElement root = answer.RootElement;
            return new HostReach(
                [.. root.GetProperty("addresses").EnumerateArray().Select(address => address.GetString()!)],
                [.. root.GetProperty("ports").EnumerateArray().Select(Port)]);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static PortReach Port(JsonElement port) => new(
        port.GetProperty("port").GetInt32(),
        Enum.Parse<ReachStage>(port.GetProperty("stage").GetString()!, ignoreCase: true),
        Enum.Parse<ReachOutcome>(port.GetProperty("outcome").GetString()!, ignoreCase: true),
        port.GetProperty("detail").GetString(),
        TimeSpan.FromMilliseconds(port.GetProperty("ms").GetInt64()));
}
