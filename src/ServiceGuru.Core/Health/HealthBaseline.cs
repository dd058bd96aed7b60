using System.ComponentModel;

namespace ServiceGuru.Health;

/// <summary>How an environment was at an earlier time: what was wrong then is no news.</summary>
public sealed record HealthBaseline
{
    /// <summary>The environment.</summary>
    [Description("The environment that it is of.")]
    public required string Environment { get; init; }

    /// <summary>When it was taken.</summary>
    [Description("When it was taken.")]
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>What was wrong.</summary>
    [Description("What was wrong then.")]
    public IReadOnlyList<KnownFinding> Findings { get; init; } = [];

    /// <summary>How often the error tracker's issues happened.</summary>
    [Description("How often the error tracker's issues happened then.")]
    public IReadOnlyList<KnownRate> Rates { get; init; } = [];

    /// <summary>What could not be read, and why: of that nothing is known here, so that a later check takes it for new.</summary>
    [Description("What could not be read then.")]
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>Makes the baseline of a report. What could not be read then is not known.</summary>
    /// <param name="report">The report.</param>
    /// <returns>The baseline.</returns>
    public static HealthBaseline Of(HealthReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new HealthBaseline
        {
            Environment = report.Environment,
            TakenAt = report.CheckedAt,
            Findings =
            [
                .. report.Workloads.SelectMany(workload => workload.Findings).Concat(report.Findings)
                    .Where(finding => finding.Verdict != HealthVerdict.Unknown)
                    .Select(finding => new KnownFinding
                    {
                        Subject = finding.Subject ?? finding.Target,
                        Reason = finding.Reason,
                        Verdict = finding.Known ? HealthVerdict.Unhealthy : finding.Verdict,
                        Target = finding.Target,
                        Message = finding.Message,
                    }),
            ],
            Unread = [.. report.Findings.Where(finding => finding.Verdict == HealthVerdict.Unknown).Select(finding => finding.Message)],
            Rates = [.. report.Rates.Select(rate => new KnownRate { Id = rate.Id, PerHour = rate.PerHour })],
        };
    }
}
