namespace ServiceGuru.Host.Telemetry;

/// <summary>The bounds by which durations are counted: from a flush to the disk up to a night's wait.</summary>
internal static class DurationBuckets
{
    /// <summary>The upper bounds in seconds, ascending.</summary>
    public static readonly IReadOnlyList<double> Seconds =
        [0.001, 0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 43200];
}
