using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ServiceGuru.Telemetry;

/// <summary>
/// What the engine can be watched by. Names follow the OpenTelemetry semantic conventions for CI/CD
/// (https://opentelemetry.io/docs/specs/semconv/cicd/) where these have one; all others begin with <c>serviceguru</c>.
/// Without a listener nothing is measured.
/// </summary>
public static class RunInstruments
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "ServiceGuru";

    internal static readonly ActivitySource Source = new(Name);

    internal static readonly Meter Meter = new(Name);

    internal static readonly UpDownCounter<long> Active =
        Meter.CreateUpDownCounter<long>("cicd.pipeline.run.active", "{run}", "Runs that this process works on.");

    internal static readonly Histogram<double> RunDuration =
        Meter.CreateHistogram<double>("cicd.pipeline.run.duration", "s", "How long runs took from their first record to their end, breaks included.");

    internal static readonly Counter<long> Runs = Meter.CreateCounter<long>("serviceguru.runs", "{run}", "Runs that have ended, by status.");

    internal static readonly Counter<long> Steps = Meter.CreateCounter<long>("serviceguru.steps", "{step}", "Attempts at steps that have ended, and steps that were skipped, by operation and status.");

    internal static readonly Histogram<double> StepDuration =
        Meter.CreateHistogram<double>("serviceguru.step.duration", "s", "How long attempts at steps took, by operation and status.");

    internal static readonly Counter<long> Retries = Meter.CreateCounter<long>("serviceguru.step.retries", "{retry}", "Attempts that failed and are followed by another one, by operation.");

    internal static readonly Counter<long> Changes = Meter.CreateCounter<long>("serviceguru.changes", "{change}", "Changes whose outcome was recorded, by kind and status.");

    internal static readonly UpDownCounter<long> OpenGates = Meter.CreateUpDownCounter<long>("serviceguru.gates.open", "{gate}", "Gates at which this process waits for people.");

    internal static readonly Histogram<double> GateWait =
        Meter.CreateHistogram<double>("serviceguru.gate.wait.duration", "s", "How long gates were open, by how they closed.");

    internal static readonly Histogram<double> Append =
        Meter.CreateHistogram<double>("serviceguru.ledger.append.duration", "s", "How long it took until records were durable.");

    internal static readonly UpDownCounter<long> Work =
        Meter.CreateUpDownCounter<long>("serviceguru.worker.work.active", "{work}", "Work of targets that this worker has taken and not given back.");

    /// <summary>Gets whether anybody listens.</summary>
    internal static bool Heard => Source.HasListeners() || Active.Enabled || RunDuration.Enabled || Runs.Enabled || Steps.Enabled || StepDuration.Enabled
        || Retries.Enabled || Changes.Enabled || OpenGates.Enabled || GateWait.Enabled || Append.Enabled;
}
