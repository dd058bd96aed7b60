using ServiceGuru.Health;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.Console;

/// <summary>Shows how an environment is. What counts against it is told by the failure that follows.</summary>
internal static class HealthView
{
    public static void Show(IScreen screen, HealthReport report)
    {
        screen.Line(new Piece(report.Environment, Tone.Strong), report.Verdict == HealthVerdict.Unknown ? ": " : " is ", new Piece(Name(report.Verdict), ToneOf(report.Verdict)), new Piece($"  checked {Elapsed.Stamp(report.CheckedAt)}", Tone.Dim));
        if (report.Workloads.Count > 0)
        {
            Listing listing = new("Workload", "Kind", "Ready", "Updated", "Verdict", "Findings");
            foreach (WorkloadHealth workload in report.Workloads)
            {
                listing.Add(
                    workload.Name,
                    workload.Kind.ToString(),
                    $"{workload.Ready?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"}/{workload.Desired}",
                    workload.Updated?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?",
                    new Piece(Name(workload.Verdict), ToneOf(workload.Verdict)),
                    string.Join(", ", workload.Findings.Select(finding => finding.Reason).Distinct()));
            }

            screen.Table(listing);
        }

        // A warning counts against nothing, so no failure tells of it.
        IEnumerable<HealthFinding> warnings = report.Workloads.SelectMany(workload => workload.Findings)
            .Concat(report.Findings)
            .Where(finding => finding.Verdict is HealthVerdict.Healthy or HealthVerdict.Degraded);
        foreach (HealthFinding finding in warnings)
        {
            screen.Line(new Piece(finding.Known ? "= known: " : "! ", Tone.Warn), $"{finding.Target}: {finding.Message}", new Piece($" [{finding.Reason}]", Tone.Dim));
        }

        foreach (string note in report.Notes)
        {
            screen.Line(new Piece($"  note: {note}", Tone.Dim));
        }
    }

    public static void Show(IScreen screen, HealthBaseline baseline)
    {
        screen.Line(new Piece(baseline.Environment, Tone.Strong), $": {baseline.Findings.Count} {(baseline.Findings.Count == 1 ? "finding" : "findings")} at ", Elapsed.Stamp(baseline.TakenAt));
        foreach (KnownFinding finding in baseline.Findings)
        {
            screen.Line(new Piece($"{Name(finding.Verdict)} ", ToneOf(finding.Verdict)), $"{finding.Target ?? finding.Subject}: {finding.Message}", new Piece($" [{finding.Reason}]", Tone.Dim));
        }

        ShowUnread(screen, baseline.Unread);
    }

    public static void Show(IScreen screen, HealthSnapshot snapshot)
    {
        ClusterSnapshot? cluster = snapshot.Cluster.Value;
        screen.Line(
            new Piece(snapshot.Environment, Tone.Strong),
            cluster is null ? ": the cluster could not be read" : $": {cluster.Pods.Count} pods, {cluster.Workloads.Count} workloads, {cluster.Events.Count} events",
            $", the ends of {snapshot.Logs.Count} logs, at ",
            Elapsed.Stamp(snapshot.TakenAt));
        Failure?[] failures = [snapshot.Cluster.Failure, snapshot.Issues?.Failure, snapshot.Api?.Failure, snapshot.Dashboard?.Failure, snapshot.Versions?.Failure];
        ShowUnread(screen, failures.OfType<Failure>().Select(failure => failure.Message));
    }

    // The file is written all the same; who relies on it must know what is not in it.
    private static void ShowUnread(IScreen screen, IEnumerable<string> unread)
    {
        foreach (string what in unread)
        {
            screen.Line(new Piece("! not in it: ", Tone.Warn), what);
        }
    }

    private static string Name(HealthVerdict verdict) => verdict == HealthVerdict.Unknown ? "can't tell" : verdict.ToString().ToLowerInvariant();

    private static Tone ToneOf(HealthVerdict verdict) => verdict switch
    {
        HealthVerdict.Healthy => Tone.Good,
        HealthVerdict.Unhealthy => Tone.Bad,
        _ => Tone.Warn,
    };
}
