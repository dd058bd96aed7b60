using System.Net;
using System.Net.WebSockets;
using System.Text;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Connectors.Kubernetes;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Tests.Kubernetes;

/// <summary>An API server on a real socket that answers one exec after the other by a script.</summary>
internal sealed class ExecServer : IDisposable
{
    public const byte Output = 1;
    public const byte Errors = 2;
    public const byte Status = 3;

    public static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(47);

    private readonly HttpListener _listener;
    private readonly KubernetesApi _api;

    public ExecServer(string protocol, Func<WebSocket, Task> script)
        : this(async context => await script((await context.AcceptWebSocketAsync(protocol)).WebSocket))
    {
    }

    public ExecServer(HttpStatusCode status, string json)
        : this(async context =>
        {
            context.Response.StatusCode = (int)status;
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(json));
            context.Response.Close();
        })
    {
    }

    private ExecServer(Func<HttpListenerContext, Task> answer)
    {
        _listener = Loopback.Listen(out string prefix);
        HttpPipeline pipeline = new(Redactor, Time, new HttpLimits { PerTry = FakeServer.PerTry, Total = FakeServer.Total });
        _api = new KubernetesApi(
            new ClusterAccessResolver(
                new ClusterDefinition { Server = new Uri($"{prefix}cluster"), Token = KnownSecrets.Reference },
                null,
                new KnownSecrets(Redactor),
                pipeline,
                new HostSurroundings(_ => null, "/nowhere", "/nowhere")),
            pipeline,
            KubernetesApi.NewHandler);
        Cluster = new KubernetesCluster(_api, "packit--prod");
        _ = ServeAsync(answer);
    }

    public TestTime Time { get; } = new(FakeServer.PerTry, FakeServer.Total, CommandTimeout, TimeSpan.FromMinutes(1));

    public SecretRedactor Redactor { get; } = new();

    public KubernetesCluster Cluster { get; }

    public List<(string PathAndQuery, string? Authorization, string? Protocols)> Requests { get; } = [];

    public static Task SayAsync(WebSocket socket, byte channel, string text, bool end = true) => SayAsync(socket, [channel, .. Encoding.UTF8.GetBytes(text)], end);

    public static Task SayAsync(WebSocket socket, byte[] bytes, bool end = true) =>
        socket.SendAsync(new ArraySegment<byte>(bytes), WebSocketMessageType.Binary, end, CancellationToken.None);

    public static async Task EndAsync(WebSocket socket, string status)
    {
        await SayAsync(socket, Status, status);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    public void Dispose()
    {
        Cluster.Dispose();
        _listener.Abort();
    }

    private async Task ServeAsync(Func<HttpListenerContext, Task> answer)
    {
        while (_listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                Requests.Add((context.Request.Url!.PathAndQuery, context.Request.Headers["Authorization"], context.Request.Headers["Sec-WebSocket-Protocol"]));
                await answer(context);
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException or WebSocketException)
            {
                // The test is over, or the client has hung up.
            }
        }
    }
}
