using ServiceGuru.Health;

namespace ServiceGuru.Binding;

/// <summary>What <c>-Baseline</c> takes: a baseline's file, a baseline, or a report from before.</summary>
public sealed class HealthBaselineIdentity
{
    /// <summary>Initializes a new instance of the <see cref="HealthBaselineIdentity"/> class from a file.</summary>
    /// <param name="path">The file, not empty.</param>
    public HealthBaselineIdentity(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = path;
    }

    /// <summary>Initializes a new instance of the <see cref="HealthBaselineIdentity"/> class from a baseline.</summary>
    /// <param name="baseline">The baseline.</param>
    public HealthBaselineIdentity(HealthBaseline baseline) => Value = baseline ?? throw new ArgumentNullException(nameof(baseline));

    /// <summary>Initializes a new instance of the <see cref="HealthBaselineIdentity"/> class from a report.</summary>
    /// <param name="report">What Test-StagingHealth or Test-ProductionHealth gave before.</param>
    public HealthBaselineIdentity(HealthReport report) => Value = HealthBaseline.Of(report);

    /// <summary>Gets the file, or null.</summary>
    public string? Path { get; }

    /// <summary>Gets the baseline, or null where it is in a file.</summary>
    public HealthBaseline? Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Path ?? $"{Value!.Environment} at {Value.TakenAt.UtcDateTime:u}";
}
