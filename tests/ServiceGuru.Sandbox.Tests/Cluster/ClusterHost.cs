using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using ServiceGuru.Sandbox.Cluster;
using ServiceGuru.Sandbox.Tests.Cluster.Fakes;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Tests.Cluster;

/// <summary>A simulated cluster on a loopback port.</summary>
internal sealed class ClusterHost : IAsyncDisposable
{
    public const string Token = "sha256~test";

    private readonly WebApplication server;
    private readonly BackgroundWork work;

    private ClusterHost(WebApplication server, BackgroundWork work, SandboxCluster cluster, FakeFaults faults, FakeEffects effects, FakeCatalog images)
    {
        this.server = server;
        this.work = work;
        Cluster = cluster;
        Faults = faults;
        Effects = effects;
        Images = images;
        Address = new Uri(server.Urls.First());
        Api = new HttpClient { BaseAddress = new Uri(Address, "/cluster/") };
        Api.DefaultRequestHeaders.Authorization = new("Bearer", Token);
    }

    public SandboxCluster Cluster { get; }

    public FakeFaults Faults { get; }

    public FakeEffects Effects { get; }

    public FakeCatalog Images { get; }

    public Uri Address { get; }

    /// <summary>Gets a client that sends the token.</summary>
    public HttpClient Api { get; }

    /// <summary>Starts one.</summary>
    /// <param name="speed">How many times faster than life.</param>
    /// <param name="service">The service; Packit's by default.</param>
    /// <param name="faults">Faults that are active from the start.</param>
    public static async Task<ClusterHost> Start(double speed = 1000, ServiceDefinition? service = null, params string[] faults)
    {
        var (board, effects, images) = (new FakeFaults(), new FakeEffects(), new FakeCatalog());
        foreach (var fault in faults)
        {
            board.Set(fault);
        }

        var work = new BackgroundWork();
        var cluster = new SandboxCluster(service ?? PackitService.Make(), new SandboxClock(TimeProvider.System, speed), effects, board, images, Token, work);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        cluster.Map(server, "/cluster");
        await cluster.StartAsync(CancellationToken.None);
        await server.StartAsync();
        return new(server, work, cluster, board, effects, images);
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        using (var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100)))
        {
            await server.StopAsync(soon.Token);
        }

        await server.DisposeAsync();
        await work.DisposeAsync();
        Cluster.Dispose();
        work.Failure.ShouldBeNull();
    }
}
