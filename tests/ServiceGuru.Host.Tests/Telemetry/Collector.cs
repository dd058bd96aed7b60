using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceGuru.Host.Tests.Telemetry;

/// <summary>A collector on loopback that takes OTLP over HTTP (https://opentelemetry.io/docs/specs/otlp/) and keeps it.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly TaskCompletionSource _over = new();
    private readonly ConcurrentQueue<(string Path, byte[] Body, string? Header)> _received = new();

    private Collector(WebApplication web, bool answers)
    {
        _web = web;
        web.Run(async context =>
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body);
            _received.Enqueue((context.Request.Path, body.ToArray(), context.Request.Headers["x-team"]));
            if (!answers)
            {
                await _over.Task;
            }
        });
    }

    public IReadOnlyList<(string Path, byte[] Body, string? Header)> Received => [.. _received];

    public string Address => _web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();

    public IReadOnlyList<ProtobufFields> Spans =>
        [.. Received.Where(one => one.Path == "/v1/traces").SelectMany(one => new ProtobufFields(one.Body).All(1)).SelectMany(resource => resource.All(2)).SelectMany(scope => scope.All(2))];

    public IReadOnlyList<string> Metrics =>
        [.. Received.Where(one => one.Path == "/v1/metrics").SelectMany(one => new ProtobufFields(one.Body).All(1)).SelectMany(resource => resource.All(2)).SelectMany(scope => scope.All(2)).Select(metric => metric.Text(1))];

    public static async Task<Collector> StartAsync(bool answers = true)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        Collector collector = new(builder.Build(), answers);
        await collector._web.StartAsync();
        return collector;
    }

    public async ValueTask DisposeAsync()
    {
        _over.TrySetResult();
        await _web.DisposeAsync();
    }
}
