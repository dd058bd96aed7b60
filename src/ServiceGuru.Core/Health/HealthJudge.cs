using ServiceGuru.Health.Surroundings;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>Makes the report of what a check looked at: pure, so that a saved snapshot is judged as a live one is.</summary>
internal sealed class HealthJudge(HealthSnapshot snapshot, ServiceDefinition service, HealthBaseline? baseline)
{
    private readonly EnvironmentDefinition _environment = service.FindEnvironment(snapshot.Environment);
    private readonly BaselineComparison _known = new(baseline);

    /// <summary>Gives the report.</summary>
    /// <exception cref="GuruException">No source at all could be read (<c>HealthUnknown</c>).</exception>
    public HealthReport Judge()
    {
        if (snapshot.Failures().All(failure => failure is not null))
        {
            throw new GuruException(HealthFailures.NothingReadable(snapshot.Environment, snapshot.Failures().OfType<Failure>()));
        }

        ClusterHealth cluster = snapshot.Cluster.Value is { } seen
            ? HealthClassifier.Classify(seen, service, snapshot.Environment, snapshot.TakenAt)
            : new ClusterHealth(Unread(), [Unreadable($"cluster of {snapshot.Environment}", snapshot.Cluster.Failure)]);
        LogTails logs = new(snapshot.Logs);
        List<WorkloadHealth> workloads = [.. cluster.Workloads.Select(workload => Compared(logs.AddTo(workload)))];
        IReadOnlyList<HealthFinding> findings = _known.Mark(
        [
            .. cluster.Findings.Select(logs.AddTo),
            .. Issues(),
            .. Endpoints("API", snapshot.Api),
            .. Endpoints("dashboard", snapshot.Dashboard),
            .. VersionFindings.Of(snapshot.Versions?.Value ?? [], service, snapshot.Environment, snapshot.TakenAt),
        ]);
        return new HealthReport
        {
            Environment = snapshot.Environment,
            Verdict = workloads.Select(workload => workload.Verdict).Concat(findings.Select(finding => finding.Verdict)).DefaultIfEmpty(HealthVerdict.Healthy).Max(),
            CheckedAt = snapshot.TakenAt,
            Workloads = workloads,
            Findings = [.. findings.GravestFirst()],
            Rates = snapshot.Issues?.Value?.Rates ?? [],
            Notes = [.. Notes()],
        };
    }

    private WorkloadHealth Compared(WorkloadHealth workload)
    {
        IReadOnlyList<HealthFinding> findings = _known.Mark(workload.Findings);
        return workload.Verdict == HealthVerdict.Unknown ? workload : workload with
        {
            Verdict = findings.Select(finding => finding.Verdict).DefaultIfEmpty(HealthVerdict.Healthy).Max(),
            Findings = [.. findings.GravestFirst()],
        };
    }

    private IEnumerable<HealthFinding> Issues() => snapshot.Issues switch
    {
        { Failure: { } failure } => [SourceFindings.Of("error tracker", failure)],
        { Value: { } issues } => IssueFindings.Of(issues, service.Health, baseline),
        _ => [],
    };

    private IEnumerable<HealthFinding> Endpoints(string name, SourceReading<IReadOnlyList<EndpointCheck>>? reading) => reading switch
    {
        { Failure: { } failure } => [SourceFindings.Of($"{name} of {snapshot.Environment}", failure)],
        { Value: { } checks } => checks.Select(SourceFindings.Of).OfType<HealthFinding>(),
        _ => [],
    };

    private static HealthFinding Unreadable(string source, Failure? failure) => SourceFindings.Of(source, failure!);

    private IEnumerable<string> Notes()
    {
        foreach (UnreadKind unread in snapshot.Cluster.Value?.Surroundings.Unread ?? [])
        {
            yield return $"{unread.Kind} could not be looked at: {unread.Why}";
        }

        if (snapshot.Versions?.Failure is { } failure)
        {
            yield return $"The versions could not be read: {failure.Message}";
        }

        foreach (DeployedVersion version in (snapshot.Versions?.Value ?? []).Where(version => version.Current is null))
        {
            yield return $"Nobody can tell whether {version.Repository} is up to date: {version.Problem}";
        }
    }

    private List<WorkloadHealth> Unread() => [.. service.Workloads.Select(workload => new WorkloadHealth
    {
        Name = workload.Name,
        Kind = workload.Kind,
        Verdict = HealthVerdict.Unknown,
        Desired = _environment.Replicas.GetValueOrDefault(workload.Name, workload.Replicas),
    })];
}
