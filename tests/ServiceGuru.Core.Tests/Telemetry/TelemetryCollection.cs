namespace ServiceGuru.Telemetry;

/// <summary>Whoever listens to the process hears every run in it, so these tests have the process for themselves.</summary>
[CollectionDefinition("Telemetry", DisableParallelization = true)]
public sealed class TelemetryCollection;
