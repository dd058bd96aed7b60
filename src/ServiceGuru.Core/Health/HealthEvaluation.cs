using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>Reads all sources of an environment side by side and puts their parts together.</summary>
internal sealed class HealthEvaluation(OperationContext context, string name, TimeSpan? window, CancellationToken cancellationToken)
{
    private readonly EnvironmentDefinition _environment = context.Service.FindEnvironment(name);
    private readonly DateTimeOffset _now = context.Time.GetUtcNow();

    /// <summary>Gives the report.</summary>
    /// <exception cref="GuruException">No source at all could be read (<c>HealthUnknown</c>).</exception>
    public async Task<HealthReport> EvaluateAsync()
    {
        context.Progress.Report($"Looking at {name}");
        List<Task<SourcePart>> reads = [SourcePart.ReadAsync($"cluster of {name}", Unread(), ReadClusterAsync)];
        if (context.Service.ErrorTracker is not null)
        {
            reads.Add(SourcePart.ReadAsync("error tracker", [], ReadErrorTrackerAsync));
        }

        if (_environment.Api is not null)
        {
            reads.Add(SourcePart.ReadAsync($"API of {name}", [], ReadApiAsync));
        }

        if (_environment.Dashboard is not null)
        {
            reads.Add(SourcePart.ReadAsync($"dashboard of {name}", [], ReadDashboardAsync));
        }

        SourcePart[] parts = await Task.WhenAll(reads).ConfigureAwait(false);
        if (Array.TrueForAll(parts, part => part.Failure is not null))
        {
            throw new GuruException(HealthFailures.NothingReadable(name, parts.Select(part => part.Failure!)));
        }

        List<WorkloadHealth> workloads = [.. parts.SelectMany(part => part.Workloads)];
        List<HealthFinding> findings = [.. parts.SelectMany(part => part.Findings).GravestFirst()];
        return new HealthReport
        {
            Environment = name,
            Verdict = workloads.Select(workload => workload.Verdict).Concat(findings.Select(finding => finding.Verdict)).DefaultIfEmpty(HealthVerdict.Healthy).Max(),
            CheckedAt = _now,
            Workloads = workloads,
            Findings = findings,
        };
    }

    private async Task<SourcePart> ReadClusterAsync()
    {
        ICluster cluster = context.Connections.Cluster(_environment);
        ClusterSnapshot snapshot = await cluster.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        ClusterHealth health = HealthClassifier.Classify(snapshot, context.Service, name, _now);
        LogTails logs = await LogTails.ReadAsync(cluster, health.Workloads.SelectMany(workload => workload.Findings), cancellationToken).ConfigureAwait(false);
        return new SourcePart { Workloads = [.. health.Workloads.Select(logs.AddTo)], Findings = health.Findings };
    }

    private async Task<SourcePart> ReadErrorTrackerAsync()
    {
        // Asked only where the definition names one, and then there is one: skipping it would pass for "no new issues".
        IReadOnlyList<TrackedIssue> issues = await context.Connections.ErrorTracker!.ListNewIssuesAsync(
            _environment.ErrorTrackerEnvironment ?? name, _now - (window ?? context.Service.Health.Window), cancellationToken).ConfigureAwait(false);
        return new SourcePart { Findings = [.. SourceFindings.Of(issues, context.Service.Health)] };
    }

    private async Task<SourcePart> ReadApiAsync()
    {
        IReadOnlyList<EndpointCheck> checks = await context.Connections.Api(_environment).CheckApiAsync(cancellationToken).ConfigureAwait(false);
        return new SourcePart { Findings = [.. checks.Select(SourceFindings.Of).OfType<HealthFinding>()] };
    }

    private async Task<SourcePart> ReadDashboardAsync()
    {
        EndpointCheck? check = await context.Connections.Api(_environment).CheckDashboardAsync(cancellationToken).ConfigureAwait(false);
        return new SourcePart { Findings = check is not null && SourceFindings.Of(check) is { } finding ? [finding] : [] };
    }

    private List<WorkloadHealth> Unread() => [.. context.Service.Workloads.Select(workload => new WorkloadHealth
    {
        Name = workload.Name,
        Kind = workload.Kind,
        Verdict = HealthVerdict.Unknown,
        Desired = _environment.Replicas.GetValueOrDefault(workload.Name, workload.Replicas),
    })];
}
