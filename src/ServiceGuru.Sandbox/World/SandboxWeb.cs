using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceGuru.Sandbox.Chat;
using ServiceGuru.Sandbox.Copr;
using ServiceGuru.Sandbox.GitHub;
using ServiceGuru.Sandbox.Mastodon;
using ServiceGuru.Sandbox.Network;
using ServiceGuru.Sandbox.Product;
using ServiceGuru.Sandbox.Quay;
using ServiceGuru.Sandbox.Sentry;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.World;

/// <summary>The world's web server: every system below a path of its own.</summary>
internal static class SandboxWeb
{
    /// <summary>Starts it.</summary>
    /// <param name="world">The world.</param>
    /// <param name="options">The port and the speed.</param>
    /// <param name="stop">Called when a client asks the world to end.</param>
    /// <param name="cancellationToken">Stops the starting.</param>
    /// <exception cref="SandboxException">The port is taken.</exception>
    public static async Task<WebApplication> StartAsync(SandboxWorld world, SandboxOptions options, Action stop, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();

        // Watches stay open for as long as their clients like; the end of the world doesn't wait for them.
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        WebApplication web = builder.Build();
        web.UseRouting();
        web.Use(RefuseForeignHostsAsync);
        Map(web, world);
        new ControlApi(world.Effects, world.Faults, world.Clock, world.Rooms, options.Speed, stop).Map(web.MapGroup("/sandbox"));
        try
        {
            await web.StartAsync(cancellationToken);
            return web;
        }
        catch (IOException taken)
        {
            await web.DisposeAsync();
            throw new SandboxException(
                "Sandbox.PortTaken", $"The sandbox can't listen on 127.0.0.1:{options.Port}: {taken.Message} Take another port, or 0 for a free one.", taken);
        }
    }

    /// <summary>The address under which it listens.</summary>
    public static Uri Address(WebApplication web) => new(
        web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    private static void Map(WebApplication web, SandboxWorld world)
    {
        world.Cluster.Map(web, "/cluster");
        MapGitHub(web, world);
        MapQuay(web, world);
        if (world.Service.ErrorTracker is { } tracker)
        {
            new SentryApi(tracker, world.Issues, world.Tokens, world.Clock, world.Faults).Map(web.MapGroup("/sentry"));
        }

        if (world.Service.Packages is { } packages)
        {
            new CoprApi(packages, world.Packages, world.Service, world.Faults).Map(web.MapGroup("/copr"));
        }

        new OutsideApi(new Internet(world.Service, world.Faults), world.Clock).Map(web.MapGroup("/outside"));
        new MatrixApi(world.Matrix, world.Faults).Map(web.MapGroup("/matrix"));
        new SlackApi(world.Slack, world.Faults).Map(web.MapGroup("/slack"));
        if (world.Mastodon is { } account)
        {
            RouteGroupBuilder mastodon = web.MapGroup("/mastodon");
            mastodon.AddEndpointFilter(new MastodonAccess(world.Tokens, world.Faults, world.Clock));
            new MastodonApi(account, world.Faults).Map(mastodon);
        }

        var running = new RunningService(world.Service, world.Repositories, world.Images, world.Cluster, world.Faults);
        new ProductApi(world.Service, running, new JobBoard(running, world.Clock, world.Faults), world.Faults).Map(web.MapGroup("/api"));
        new DashboardPages(world.Service, running, world.Faults).Map(web.MapGroup("/dashboard"));
    }

    private static void MapGitHub(WebApplication web, SandboxWorld world)
    {
        // The links in answers need the address, which is known only once the server listens.
        var repositories = new RepositoryIndex(world.Blog is { } blog ? [.. world.Repositories, blog] : world.Repositories);
        var links = new GitHubLinks(() => Address(web), world.Service.CodeHost ?? new CodeHostDefinition());
        var commits = new CommitShapes(links);
        var limit = new RateLimit(world.Clock, world.Faults);
        RouteGroupBuilder routes = web.MapGroup("/github");
        routes.AddEndpointFilter(new GitHubAccess(world.Tokens, limit, world.Faults));
        routes.AddEndpointFilter(new PullRequestOutage(world.Faults));
        routes.MapGet("/rate_limit", () => Results.Json(limit.Status()));
        new CommitApi(repositories, commits, links, world.Service.Network?.Firewall?.Tracker).Map(routes);
        var board = new ProposalBoard(world.Clock);
        var shapes = new ProposalShapes(links);
        var proposals = new ProposalApi(
            repositories, board, shapes, new ColleaguePosts(board, world.Clock, world.Faults), world.Clock, world.Faults, world.Effects);
        new PullRequestApi(repositories, new PullRequestShapes(links), commits, board, proposals, shapes).Map(routes);
        proposals.Map(routes);
        new ReviewApi(repositories, board, shapes, world.Clock, world.Faults).Map(routes);
        new ContentsApi(repositories, board, links, world.Clock, world.Effects).Map(routes);
        new ActionsApi(repositories, world.Runs, world.Builds, new RunShapes(links), world.Effects).Map(routes);
        new IssueApi(world.Service, new IssueBook(world.Clock, world.Effects, world.Faults), links).Map(routes);
        routes.Map("/{**rest}", GitHubErrors.NotFound);
    }

    private static void MapQuay(WebApplication web, SandboxWorld world)
    {
        var distribution = new DistributionApi(world.Images, world.Tokens);
        RouteGroupBuilder routes = web.MapGroup("/quay");
        routes.AddEndpointFilter(new QuayAccess(distribution, world.Tokens, world.Faults, world.Clock));
        var writes = new TagWrites(world.Tokens, world.Effects, world.Faults, world.Clock);
        new QuayApi(world.Images, writes, new RevertingColleague(world.Service, world.Cluster, world.Faults)).Map(routes);
        distribution.Map(routes);
    }

    // A web page that lets its own name point at 127.0.0.1 must not get in (DNS rebinding).
    private static async Task RefuseForeignHostsAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Host.Host is "127.0.0.1" or "localhost")
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
    }
}
