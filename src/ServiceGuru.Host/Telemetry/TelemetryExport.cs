using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ServiceGuru.Operations;
using ServiceGuru.Telemetry;

namespace ServiceGuru.Host.Telemetry;

/// <summary>
/// Sends traces and metrics to a collector, where the standard variables ask for it
/// (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/). A collector that is down or slow
/// neither fails nor slows a run: what can't be sent is dropped, and the end waits for it only so long.
/// </summary>
internal sealed class TelemetryExport : IAsyncDisposable
{
    /// <summary>How long the end of the program waits for what is not sent yet.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly string[] Endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    private static readonly string[] Variables =
    [
        .. Endpoints,
        .. new[] { "HEADERS", "TIMEOUT", "PROTOCOL", "CERTIFICATE", "CLIENT_CERTIFICATE", "CLIENT_KEY", "COMPRESSION" }
            .SelectMany(name => new[] { $"OTEL_EXPORTER_OTLP_{name}", $"OTEL_EXPORTER_OTLP_TRACES_{name}", $"OTEL_EXPORTER_OTLP_METRICS_{name}" }),
        "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
        "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES", "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG",
        "OTEL_BSP_SCHEDULE_DELAY", "OTEL_BSP_EXPORT_TIMEOUT", "OTEL_BSP_MAX_QUEUE_SIZE", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
        "OTEL_METRIC_EXPORT_INTERVAL", "OTEL_METRIC_EXPORT_TIMEOUT",
        "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "OTEL_ATTRIBUTE_COUNT_LIMIT", "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
    ];

    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    private TelemetryExport(TracerProvider? traces, MeterProvider? metrics) => (_traces, _metrics) = (traces, metrics);

    /// <summary>Starts to send; gives null where nobody asked for it.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <exception cref="GuruException">The endpoint is no address (<c>InvalidTelemetryEndpoint</c>).</exception>
    public static TelemetryExport? Start(Func<string, string?> environment)
    {
        string? Read(string name) => environment(name) is { Length: > 0 } value ? value : null;
        if (string.Equals(Read("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase) || Array.TrueForAll(Endpoints, name => Read(name) is null))
        {
            return null;
        }

        foreach (string name in Endpoints)
        {
            Check(name, Read(name));
        }

        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(Variables.Select(name => KeyValuePair.Create(name, Read(name)))).Build();
        return new TelemetryExport(
            Wanted("TRACES") ? Traces(configuration) : null,
            Wanted("METRICS") ? Metrics(configuration) : null);

        bool Wanted(string signal) => Read($"OTEL_{signal}_EXPORTER") is not "none" && (Read("OTEL_EXPORTER_OTLP_ENDPOINT") ?? Read($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")) is not null;
    }

    /// <summary>Sends what is left, for no longer than <see cref="Patience"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        int patience = (int)Patience.TotalMilliseconds;
        await Task.WhenAll(
            Task.Run(() => _traces?.Shutdown(patience)),
            Task.Run(() => _metrics?.Shutdown(patience))).ConfigureAwait(false);

        // What is being sent now and gets no answer may go on in the background; the program does not wait for that.
        _ = Task.Run(() =>
        {
            _traces?.Dispose();
            _metrics?.Dispose();
        });
    }

    private static TracerProvider Traces(IConfiguration configuration) => Sdk.CreateTracerProviderBuilder()
        .ConfigureServices(services => services.AddSingleton(configuration))
        .ConfigureResource(Describe)
        .AddSource(RunInstruments.Name)
        .AddOtlpExporter()
        .Build();

    private static MeterProvider Metrics(IConfiguration configuration) => Sdk.CreateMeterProviderBuilder()
        .ConfigureServices(services => services.AddSingleton(configuration))
        .ConfigureResource(Describe)
        .AddMeter(RunInstruments.Name)
        .AddView(Buckets)
        .AddOtlpExporter()
        .Build();

    private static MetricStreamConfiguration? Buckets(Instrument instrument) =>
        instrument.Unit == "s" ? new ExplicitBucketHistogramConfiguration { Boundaries = [.. DurationBuckets.Seconds] } : null;

    // Whoever runs it may give it another name.
    private static void Describe(ResourceBuilder resource) => resource.Clear()
        .AddService("serviceguru", serviceVersion: typeof(TelemetryExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    private static void Check(string name, string? endpoint)
    {
        if (endpoint is not null && (!Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)))
        {
            throw new GuruException(new Failure
            {
                Id = "InvalidTelemetryEndpoint",
                Kind = FailureKind.Usage,
                Message = $"${name} is no address of a collector.",
                Target = name,
                NextAction = "Give one like http://127.0.0.1:4318 with OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf, or unset the variable.",
            });
        }
    }
}
