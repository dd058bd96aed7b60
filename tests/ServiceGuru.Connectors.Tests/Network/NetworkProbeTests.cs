using System.Net;
using System.Net.Sockets;
using ServiceGuru.Connectors.Network;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Network;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Network;

public sealed class NetworkProbeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_port_that_listens_is_reached_and_one_that_does_not_is_refused()
    {
        using TcpListener open = new(IPAddress.Loopback, 0);
        open.Start();
        using TcpListener closed = new(IPAddress.Loopback, 0);
        closed.Start();
        int free = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        HostReach seen = await new NetworkProbe(TimeProvider.System).LookAsync("localhost", [((IPEndPoint)open.LocalEndpoint).Port, free], Patience, default);

        seen.Addresses.ShouldContain("127.0.0.1");
        (seen.Ports[0].Stage, seen.Ports[0].Outcome).ShouldBe((ReachStage.Tcp, ReachOutcome.Reached));
        (seen.Ports[1].Stage, seen.Ports[1].Outcome).ShouldBe((ReachStage.Tcp, ReachOutcome.Refused));
    }

    [Fact]
    public async Task The_outside_can_be_asked_of_a_service()
    {
        FakeServer server = new(() => Json("""
            {"addresses": ["203.0.113.7"], "ports": [{"port": 443, "stage": "tls", "outcome": "certificateWrong", "detail": "certificate has expired", "ms": 12}, {"port": 22, "stage": "tcp", "outcome": "timedOut", "detail": null, "ms": 5000}]}
            """));

        HostReach seen = await new AskedNetworkProbe(new Uri("https://outside.example/look"), server.Pipeline).LookAsync("kde.org", [443, 22], TimeSpan.FromSeconds(5), default).WaitAsync(Patience);

        server.Requests.Single().PathAndQuery.ShouldBe("/look?host=kde.org&timeout=5&port=443&port=22");
        seen.Addresses.ShouldBe(["203.0.113.7"]);
        seen.Ports.ShouldBe(
        [
            new PortReach(443, ReachStage.Tls, ReachOutcome.CertificateWrong, "certificate has expired", TimeSpan.FromMilliseconds(12)),
            new PortReach(22, ReachStage.Tcp, ReachOutcome.TimedOut, null, TimeSpan.FromSeconds(5)),
        ]);
    }
}
