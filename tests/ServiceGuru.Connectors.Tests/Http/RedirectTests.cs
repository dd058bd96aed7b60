using System.Net;
using ServiceGuru.Connectors.Http;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Http;

public sealed class RedirectTests
{
    [Fact]
    public async Task A_move_within_the_origin_keeps_the_credentials()
    {
        FakeServer server = new(() => Moved("https://forge.example/api/renamed"), () => Json("{}"));

        HttpAnswer answer = await server.Client().SendAsync(server.Client().Get("things"), default);

        answer.Uri.AbsolutePath.ShouldBe("/api/renamed");
        server.Requests.Select(request => request.Authorization).ShouldBe([$"Bearer {KnownSecrets.Value}", $"Bearer {KnownSecrets.Value}"]);
    }

    [Theory]
    [InlineData("https://storage.example/blob")]
    [InlineData("https://forge.example:8443/api/things")]
    public async Task A_move_elsewhere_goes_without_the_credentials(string target)
    {
        FakeServer server = new(() => Moved(target), () => Json("{}"));

        await server.Client().SendAsync(server.Client().Get("things"), default);

        server.Requests.Select(request => request.Authorization).ShouldBe([$"Bearer {KnownSecrets.Value}", null]);
    }

    [Fact]
    public async Task A_move_to_plain_http_is_not_followed()
    {
        FakeServer server = new(() => Moved("http://forge.example/api/things"));

        (await Calling.FailureOfAsync(() => server.Client().SendAsync(server.Client().Get("things"), default))).Cause
            .ShouldNotBeNull().ShouldContain("http://forge.example/api/things");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_write_is_not_sent_on()
    {
        FakeServer server = new(() => Moved("https://forge.example/api/renamed"));

        await Calling.FailureOfAsync(() => server.Client().SendAsync(server.Client().Write(HttpMethod.Put, "things", new { }, idempotent: true), default));

        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_ring_of_moves_ends()
    {
        FakeServer server = new(() => Moved("https://forge.example/api/things"));

        await Calling.FailureOfAsync(() => server.Client().SendAsync(server.Client().Get("things"), default));

        server.Requests.Count.ShouldBe(6);
    }

    private static HttpResponseMessage Moved(string target) => Status(HttpStatusCode.MovedPermanently, ("Location", target));
}
