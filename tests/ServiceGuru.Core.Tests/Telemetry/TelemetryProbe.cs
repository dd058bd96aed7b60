using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ServiceGuru.Telemetry;

/// <summary>Listens to the engine's spans and metrics, as an exporter would.</summary>
internal sealed class TelemetryProbe : IDisposable
{
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters = new();
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _measured = new();

    public TelemetryProbe()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RunInstruments.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_spans);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == RunInstruments.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        _meters.Start();
    }

    public IReadOnlyList<Activity> Spans => [.. _ended];

    public IReadOnlyList<(string Name, double Value, string Tags)> Measured => [.. _measured];

    public Activity Span(string name) => Spans.Single(span => span.DisplayName == name);

    public double Sum(string name, string tags = "") => Measured.Where(one => one.Name == name && one.Tags.Contains(tags, StringComparison.Ordinal)).Sum(one => one.Value);

    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
    }

    private void Add(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        List<string> texts = [];
        foreach ((string key, object? tag) in tags)
        {
            texts.Add($"{key}={tag}");
        }

        _measured.Enqueue((name, value, string.Join(',', texts)));
    }
}
