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
using ServiceGuru.Operations;

namespace ServiceGuru.Host.Telemetry;

/// <summary>Serves the program's metrics to Prometheus: <c>GET /metrics</c>, in a web server of its own or in another one.</summary>
internal sealed class MetricsEndpoint : IAsyncDisposable
{
    private const string Path = "/metrics";

    private readonly WebApplication _web;
    private readonly PrometheusMetrics _metrics;

    private MetricsEndpoint(WebApplication web, PrometheusMetrics metrics) => (_web, _metrics) = (web, metrics);

    /// <summary>Gets where it listens.</summary>
    public Uri Address => new(_web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    /// <summary>Adds the page to a web server that is there already.</summary>
    /// <param name="routes">Its routes.</param>
    /// <param name="metrics">What it serves; the caller ends it.</param>
    public static void Map(IEndpointRouteBuilder routes, PrometheusMetrics metrics) => routes.MapGet(Path, async (HttpContext context) =>
    {
        context.Response.ContentType = PrometheusMetrics.ContentType;
        await context.Response.WriteAsync(metrics.Write(), context.RequestAborted).ConfigureAwait(false);
    });

    /// <summary>Listens, where an address is given.</summary>
    /// <param name="address">The address with its port, e.g. <c>127.0.0.1:9464</c>; port 0 takes a free one.</param>
    /// <param name="cancellationToken">Ends the starting.</param>
    /// <exception cref="GuruException">It is no address (<c>InvalidMetricsAddress</c>), or it can't be listened on (<c>MetricsAddressTaken</c>).</exception>
    public static async Task<MetricsEndpoint?> StartAsync(string? address, CancellationToken cancellationToken)
    {
        if (address is null)
        {
            return null;
        }

        if (!address.Contains(':', StringComparison.Ordinal) || !IPEndPoint.TryParse(address, out IPEndPoint? place))
        {
            throw new GuruException(new Failure
            {
                Id = "InvalidMetricsAddress", Kind = FailureKind.Usage, Message = "Metrics can't be served there: it is no address with a port.", Target = address, NextAction = "Give one like 127.0.0.1:9464.",
            });
        }

        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(place);
        });
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        WebApplication web = builder.Build();
        if (IPAddress.IsLoopback(place.Address))
        {
            web.Use(OnlyLoopbackNamesAsync);
        }

        web.UseRouting();
        PrometheusMetrics metrics = new();
        Map(web, metrics);
        try
        {
            await web.StartAsync(cancellationToken).ConfigureAwait(false);
            return new MetricsEndpoint(web, metrics);
        }
        catch (IOException taken)
        {
            metrics.Dispose();
            await web.DisposeAsync().ConfigureAwait(false);
            throw new GuruException(
                new Failure
                {
                    Id = "MetricsAddressTaken", Kind = FailureKind.Usage, Message = "Metrics can't be served there.", Target = address, Cause = taken.Message, NextAction = "Take another port, or 0 for a free one.",
                },
                taken);
        }
    }

    // A web page that lets its own name point at this machine must not read them (DNS rebinding).
    private static Task OnlyLoopbackNamesAsync(HttpContext context, RequestDelegate next)
    {
        if (Serving.Access.LoopbackName.Is(context.Request.Host.Host))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync().ConfigureAwait(false);
        _metrics.Dispose();
    }
}
