using System.Diagnostics.Metrics;
using System.Text;
using ServiceGuru.Telemetry;

namespace ServiceGuru.Host.Telemetry;

/// <summary>
/// Collects the program's metrics and writes them in the Prometheus text format 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/), named as the OpenTelemetry specification translates them.
/// It listens from its creation on.
/// </summary>
internal sealed class PrometheusMetrics : IDisposable
{
    /// <summary>The page's content type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock _turn = new();
    private readonly SortedDictionary<string, PrometheusFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public PrometheusMetrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == RunInstruments.Name)
            {
                listener.EnableMeasurementEvents(instrument, Publish(instrument));
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Record(family, value, tags));
        _listener.Start();
    }

    /// <summary>Gives the page.</summary>
    public string Write()
    {
        StringBuilder page = new();
        lock (_turn)
        {
            foreach (PrometheusFamily family in _families.Values)
            {
                family.Write(page);
            }
        }

        return page.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private PrometheusFamily Publish(Instrument instrument)
    {
        PrometheusFamily family = PrometheusFamily.Of(instrument);
        lock (_turn)
        {
            _families.TryAdd(family.Name, family);
            return _families[family.Name];
        }
    }

    private void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string labels = PrometheusFamily.Labels(tags);
        lock (_turn)
        {
            ((PrometheusFamily)family!).Record(labels, value);
        }
    }
}
