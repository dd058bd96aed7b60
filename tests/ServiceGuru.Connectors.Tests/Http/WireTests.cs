using System.Net;
using System.Net.Sockets;
using System.Text;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Tests.Http;

/// <summary>The same rules over real sockets on loopback.</summary>
public sealed class WireTests
{
    [Fact]
    public async Task A_port_where_nobody_listens_is_unreachable_and_a_write_to_it_is_known_not_done()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using HttpPipeline pipeline = Pipeline();
        SystemClient client = Client(pipeline, port);

        Failure failure = await Calling.FailureOfAsync(
            () => client.SendAsync(client.Write(HttpMethod.Post, "things", new { }, idempotent: false), default));

        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Id.ShouldBe("ForgeUnreachable");
    }

    [Fact]
    public async Task A_connection_that_drops_after_the_request_leaves_a_write_unknown()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<int> connections = DropAsync(listener, 1);
        using HttpPipeline pipeline = Pipeline();
        SystemClient client = Client(pipeline, ((IPEndPoint)listener.LocalEndpoint).Port);

        Failure failure = await Calling.FailureOfAsync(
            () => client.SendAsync(client.Write(HttpMethod.Post, "things", new { a = 1 }, idempotent: false), default));

        failure.Kind.ShouldBe(FailureKind.UnknownOutcome);
        (await connections.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_drops_in_the_middle_of_an_answer_is_tried_again_for_a_read()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<int> connections = DropAsync(listener, 5, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
        using HttpPipeline pipeline = Pipeline();
        SystemClient client = Client(pipeline, ((IPEndPoint)listener.LocalEndpoint).Port);

        Failure failure = await Calling.FailureOfAsync(() => client.SendAsync(client.Get("things"), default));

        failure.Message.ShouldContain("after 5 tries");
        (await connections.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe(5);
    }

    private static HttpPipeline Pipeline() => new(
        new SecretRedactor(),
        new TestTime(FakeServer.PerTry, FakeServer.Total),
        new HttpLimits { PerTry = FakeServer.PerTry, Total = FakeServer.Total });

    private static SystemClient Client(HttpPipeline pipeline, int port) =>
        new(new OutsideSystem("Forge", "Forge", new Uri($"http://127.0.0.1:{port}/")), new NoAuthorization(), pipeline);

    private static async Task<int> DropAsync(TcpListener listener, int times, string answer = "")
    {
        for (int i = 0; i < times; i++)
        {
            using Socket socket = await listener.AcceptSocketAsync();
            await socket.ReceiveAsync(new byte[8192]);
            await socket.SendAsync(Encoding.ASCII.GetBytes(answer));
            socket.Shutdown(SocketShutdown.Both);
        }

        return times;
    }
}
