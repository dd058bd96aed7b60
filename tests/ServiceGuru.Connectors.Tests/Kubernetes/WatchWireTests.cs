using System.Net;
using System.Net.Sockets;
using System.Text;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Connectors.Kubernetes;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Kubernetes.ClusterAnswers;

namespace ServiceGuru.Connectors.Tests.Kubernetes;

/// <summary>A watch over a real socket, which stays open far longer than any single request may take.</summary>
public sealed class WatchWireTests
{
    [Fact]
    public async Task An_open_watch_outlives_the_time_outs_of_requests()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        TaskCompletionSource later = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task serving = ServeAsync(listener, later.Task);
        TestTime time = new(FakeServer.PerTry, FakeServer.Total, KubernetesWatcher.SilenceLimit);
        using HttpPipeline pipeline = new(new SecretRedactor(), time, new HttpLimits { PerTry = FakeServer.PerTry, Total = FakeServer.Total });
        using KubernetesApi api = new(
            new ClusterAccessResolver(
                new ClusterDefinition { Server = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/cluster") },
                null,
                new KnownSecrets(pipeline.Redactor),
                pipeline,
                new HostSurroundings(_ => null, "/nowhere", "/nowhere")),
            pipeline,
            KubernetesApi.NewHandler);
        await using IAsyncEnumerator<WatchEvent<string>> events = new KubernetesWatcher(api)
            .WatchAsync("api/v1/pods", pod => pod.NeedText("metadata", "name"), default)
            .GetAsyncEnumerator();

        List<string> told = [await NextAsync(events), await NextAsync(events)];
        time.Advance(FakeServer.Total);
        later.SetResult();
        told.Add(await NextAsync(events));

        told.ShouldBe(["Listed a", "Added b", "Added c"]);
        await serving.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<WatchEvent<string>> events)
    {
        (await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue();
        return $"{events.Current.Kind} {events.Current.Items.Single()}";
    }

    private static async Task ServeAsync(TcpListener listener, Task later)
    {
        string list = List("PodList", Pod("a"), version: "10").ReplaceLineEndings(" ");
        using Socket first = await listener.AcceptSocketAsync();
        await first.ReceiveAsync(new byte[8192]);
        await SendAsync(first, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {list.Length}\r\nConnection: close\r\n\r\n{list}");
        using Socket second = await listener.AcceptSocketAsync();
        await second.ReceiveAsync(new byte[8192]);
        await SendAsync(second, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        await SendAsync(second, Chunk("b", "11"));
        await later;
        await SendAsync(second, Chunk("c", "12"));
    }

    private static string Chunk(string name, string version)
    {
        string line = $$"""{"type":"ADDED","object":{{Pod(name, version).ReplaceLineEndings(" ")}}}""" + "\n";
        return $"{line.Length:x}\r\n{line}\r\n";
    }

    private static async Task SendAsync(Socket socket, string text) => await socket.SendAsync(Encoding.ASCII.GetBytes(text));
}
