using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceGuru.Approvals;
using ServiceGuru.Host.Serving.Access;
using ServiceGuru.Host.Serving.Api;
using ServiceGuru.Host.Serving.Live;
using ServiceGuru.Ledger;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.Serving;

/// <summary>The page and its API over a ledger, until it is disposed of.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly CancellationTokenSource _ending;
    private readonly SignInCodes _codes;

    private PageServer(WebApplication web, SignInCodes codes, CancellationTokenSource ending)
    {
        _web = web;
        _codes = codes;
        _ending = ending;
        Url = new Uri(web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
    }

    /// <summary>Gets the address under which it listens.</summary>
    public Uri Url { get; }

    /// <summary>Starts it.</summary>
    /// <param name="options">How.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="time">The clock.</param>
    /// <param name="tell">Tells whoever runs the page of an error that nobody foresaw.</param>
    /// <param name="cancellationToken">Ends the starting.</param>
    /// <exception cref="Operations.GuruException"><c>ListenFailed</c>.</exception>
    public static async Task<PageServer> StartAsync(ServingOptions options, IRunLedger ledger, TimeProvider time, Action<string> tell, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Limit(kestrel, options));
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();

        // Streams stay open for as long as somebody watches; the end does not wait for them.
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        WebApplication web = builder.Build();
        SignInCodes codes = new(time);
        CancellationTokenSource ending = new();
        try
        {
            Compose(web, options, ledger, codes, time, tell, ending.Token);
            await web.StartAsync(cancellationToken).ConfigureAwait(false);
            return new PageServer(web, codes, ending);
        }
        catch (IOException error)
        {
            await web.DisposeAsync().ConfigureAwait(false);
            ending.Dispose();
            throw ServingFailures.PortTaken(options.Listen.ToString(), error);
        }
    }

    /// <summary>Makes a link that signs somebody in once. The code stands behind the <c>#</c>: no server and no log ever sees it.</summary>
    public Uri SignInLink(TokenEntry entry) => new(Url, $"/sign-in#code={_codes.Issue(entry)}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _web.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _web.DisposeAsync().ConfigureAwait(false);
        _ending.Dispose();
    }

    private static void Limit(KestrelServerOptions kestrel, ServingOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Requests.MostBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 60;
        kestrel.Limits.MaxRequestLineSize = 4 * 1024;
        kestrel.Limits.MaxConcurrentConnections = 500;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        kestrel.Listen(options.Listen, listen => listen.Protocols = HttpProtocols.Http1);
    }

    private static void Compose(WebApplication web, ServingOptions options, IRunLedger ledger, SignInCodes codes, TimeProvider time, Action<string> tell, CancellationToken ending)
    {
        SessionStore sessions = new(options.Tokens, time);
        SignInThrottle throttle = new(time);
        FrontDoor door = new(options, sessions, throttle, time);
        RecordedRuns runs = new(ledger, options.Service, time);
        web.Use(SafetyHeaders.AddAsync);
        web.Use(new ProblemMiddleware(tell).PassAsync);
        web.Use(HealthAsync);
        web.Use(door.PassAsync);
        web.UseRouting();
        PageFiles.Map(web);
        new SessionApi(options, sessions, codes, throttle).Map(web);
        RouteGroupBuilder api = web.MapGroup(ApiRoutes.Root);
        new ReadApi(ledger, runs, time).Map(api);
        new WriteApi(runs, new GateDesk(ledger, time), new RunControl(ledger)).Map(api);
        new StreamApi(new RunFeeds(ledger, time), runs, door, time, ending).Map(api);
    }

    // Whether the process answers; it says nothing else, so anybody may ask.
    private static Task HealthAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path != "/healthz" || !HttpMethods.IsGet(context.Request.Method))
        {
            return next(context);
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("ok\n", context.RequestAborted);
    }
}
