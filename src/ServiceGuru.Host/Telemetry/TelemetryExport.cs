using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
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
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Traces = "TRACES";
    private const string Metrics = "METRICS";

    // A signal may have one of its own.
    private static readonly string[] ExporterVariables = ["HEADERS", "TIMEOUT", "PROTOCOL", "CERTIFICATE", "CLIENT_CERTIFICATE", "CLIENT_KEY", "COMPRESSION"];

    private static readonly string[] Variables =
    [
        Endpoint,
        "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
        "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES", "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG",
        "OTEL_BSP_SCHEDULE_DELAY", "OTEL_BSP_EXPORT_TIMEOUT", "OTEL_BSP_MAX_QUEUE_SIZE", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
        "OTEL_METRIC_EXPORT_INTERVAL", "OTEL_METRIC_EXPORT_TIMEOUT",
        "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "OTEL_ATTRIBUTE_COUNT_LIMIT", "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
    ];

    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;
    private readonly TimeSpan _patience;

    private TelemetryExport(TracerProvider? traces, MeterProvider? metrics, TimeSpan patience) => (_traces, _metrics, _patience) = (traces, metrics, patience);

    /// <summary>Starts to send; gives null where nobody asked for it.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="patience">How long the end waits for what is not sent yet.</param>
    /// <exception cref="GuruException">The endpoint is no address (<c>InvalidTelemetryEndpoint</c>).</exception>
    public static TelemetryExport? Start(Func<string, string?> environment, TimeSpan patience)
    {
        string? Read(string name) => environment(name) is { Length: > 0 } value ? value : null;
        string OfSignal(string signal) => $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT";
        bool Wanted(string signal) => Read($"OTEL_{signal}_EXPORTER") is not "none" && (Read(Endpoint) ?? Read(OfSignal(signal))) is not null;
        if (string.Equals(Read("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase) || (!Wanted(Traces) && !Wanted(Metrics)))
        {
            return null;
        }

        foreach (string name in new[] { Endpoint, OfSignal(Traces), OfSignal(Metrics) })
        {
            Check(name, Read(name));
        }

        return new TelemetryExport(
            Wanted(Traces) ? ExportTraces(Configuration(Traces, Read), Read(OfSignal(Traces))) : null,
            Wanted(Metrics) ? ExportMetrics(Configuration(Metrics, Read), Read(OfSignal(Metrics))) : null,
            patience);
    }

    /// <summary>Sends what is left, for no longer than the patience that it was started with.</summary>
    public async ValueTask DisposeAsync()
    {
        int patience = (int)_patience.TotalMilliseconds;
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

    // What a signal has of its own counts for it in the place of what all have.
    private static IConfiguration Configuration(string signal, Func<string, string?> read) => new ConfigurationBuilder().AddInMemoryCollection(
    [
        .. Variables.Select(name => KeyValuePair.Create(name, read(name))),
        .. ExporterVariables.Select(name => KeyValuePair.Create($"OTEL_EXPORTER_OTLP_{name}", read($"OTEL_EXPORTER_OTLP_{signal}_{name}") ?? read($"OTEL_EXPORTER_OTLP_{name}"))),
    ]).Build();

    // An endpoint of the signal's own is taken as it stands; that of all gets the signal's path.
    private static void Address(OtlpExporterOptions exporter, string? own)
    {
        if (own is not null)
        {
            exporter.Endpoint = new Uri(own);
        }
    }

    private static TracerProvider ExportTraces(IConfiguration configuration, string? own) => Sdk.CreateTracerProviderBuilder()
        .ConfigureServices(services => services.AddSingleton(configuration))
        .ConfigureResource(Describe)
        .AddSource(RunInstruments.Name)
        .AddOtlpExporter(exporter => Address(exporter, own))
        .Build();

    private static MeterProvider ExportMetrics(IConfiguration configuration, string? own) => Sdk.CreateMeterProviderBuilder()
        .ConfigureServices(services => services.AddSingleton(configuration))
        .ConfigureResource(Describe)
        .AddMeter(RunInstruments.Name)
        .AddView(Buckets)
        .AddOtlpExporter(exporter => Address(exporter, own))
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
