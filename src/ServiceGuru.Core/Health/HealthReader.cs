using ServiceGuru.Health.Surroundings;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>Reads all sources of an environment side by side.</summary>
internal sealed class HealthReader(OperationContext context, string name, CancellationToken cancellationToken)
{
    private readonly EnvironmentDefinition _environment = context.Service.FindEnvironment(name);
    private readonly DateTimeOffset _now = context.Time.GetUtcNow();

    /// <summary>Gives what they say.</summary>
    /// <param name="window">How far back the error tracker is asked for new issues; the policy's window if null.</param>
    /// <param name="ratesSince">From when on event rates are measured; from the window's beginning on if null.</param>
    public async Task<HealthSnapshot> ReadAsync(TimeSpan? window, DateTimeOffset? ratesSince)
    {
        context.Progress.Report($"Looking at {name}");
        DateTimeOffset since = _now - (window ?? context.Service.Health.Window);
        Task<(SourceReading<ClusterSnapshot> Cluster, IReadOnlyList<LogTail> Logs)> cluster = ReadClusterAsync();
        Task<SourceReading<IssueReading>>? issues = context.Service.ErrorTracker is null ? null : SourceReading<IssueReading>.ReadAsync(() => ReadIssuesAsync(since, ratesSince ?? since));
        Task<SourceReading<IReadOnlyList<EndpointCheck>>>? api = _environment.Api is null ? null : SourceReading<IReadOnlyList<EndpointCheck>>.ReadAsync(() => context.Connections.Api(_environment).CheckApiAsync(cancellationToken));
        Task<SourceReading<IReadOnlyList<EndpointCheck>>>? dashboard = _environment.Dashboard is null ? null : SourceReading<IReadOnlyList<EndpointCheck>>.ReadAsync(ReadDashboardAsync);
        Task<SourceReading<IReadOnlyList<DeployedVersion>>>? versions = _environment.Api is null || _environment.Behind == BehindPolicy.Ignore ? null
            : SourceReading<IReadOnlyList<DeployedVersion>>.ReadAsync(() => new VersionReader(context, _environment).ReadAsync(cancellationToken));
        await Task.WhenAll(new Task?[] { cluster, issues, api, dashboard, versions }.OfType<Task>()).ConfigureAwait(false);
        (SourceReading<ClusterSnapshot> seen, IReadOnlyList<LogTail> logs) = await cluster.ConfigureAwait(false);
        return new HealthSnapshot
        {
            Format = HealthSnapshot.CurrentFormat,
            Service = context.Service.Name,
            Environment = name,
            TakenAt = _now,
            Cluster = seen,
            Logs = logs,
            Issues = issues is null ? null : await issues.ConfigureAwait(false),
            Api = api is null ? null : await api.ConfigureAwait(false),
            Dashboard = dashboard is null ? null : await dashboard.ConfigureAwait(false),
            Versions = versions is null ? null : await versions.ConfigureAwait(false),
        };
    }

    private async Task<(SourceReading<ClusterSnapshot> Cluster, IReadOnlyList<LogTail> Logs)> ReadClusterAsync()
    {
        SourceReading<ClusterSnapshot> reading = await SourceReading<ClusterSnapshot>.ReadAsync(async () =>
        {
            ICluster cluster = context.Connections.Cluster(_environment);
            Task<ClusterSnapshot> snapshot = cluster.SnapshotAsync(cancellationToken);
            Task<ClusterSurroundings> around = cluster.ReadSurroundingsAsync(cancellationToken);
            await Task.WhenAll(snapshot, around).ConfigureAwait(false);
            return await snapshot.ConfigureAwait(false) with { Surroundings = await around.ConfigureAwait(false) };
        }).ConfigureAwait(false);
        if (reading.Value is not { } seen)
        {
            return (reading, []);
        }

        // Which logs are worth reading only the rules can tell.
        ClusterHealth health = HealthClassifier.Classify(seen, context.Service, name, _now);
        IEnumerable<HealthFinding> findings = health.Workloads.SelectMany(workload => workload.Findings).Concat(health.Findings);
        return (reading, (await LogTails.ReadAsync(context.Connections.Cluster(_environment), findings, cancellationToken).ConfigureAwait(false)).All);
    }

    private async Task<IssueReading> ReadIssuesAsync(DateTimeOffset since, DateTimeOffset ratesSince)
    {
        // Asked only where the definition names one, and then there is one: skipping it would pass for "no new issues".
        IErrorTracker tracker = context.Connections.ErrorTracker!;
        string environment = _environment.ErrorTrackerEnvironment ?? name;
        Task<IReadOnlyList<TrackedIssue>> issues = tracker.ListNewIssuesAsync(environment, since, cancellationToken);
        Task<IReadOnlyList<IssueRate>> rates = tracker.ListRatesAsync(environment, ratesSince - context.Service.Health.RateBaseline, ratesSince, cancellationToken);
        await Task.WhenAll(issues, rates).ConfigureAwait(false);
        return new IssueReading { New = await issues.ConfigureAwait(false), Rates = await rates.ConfigureAwait(false) };
    }

    private async Task<IReadOnlyList<EndpointCheck>> ReadDashboardAsync() =>
        await context.Connections.Api(_environment).CheckDashboardAsync(cancellationToken).ConfigureAwait(false) is { } check ? [check] : [];
}
