using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>
/// What it means that an environment lacks commits of its branch. Images take their time to be built, so fresh commits
/// are only worth knowing; and a library comes only with the next image that is built with it.
/// </summary>
internal static class VersionFindings
{
    public static IEnumerable<HealthFinding> Of(IReadOnlyList<DeployedVersion> versions, ServiceDefinition service, string environment, DateTimeOffset now)
    {
        EnvironmentDefinition definition = service.FindEnvironment(environment);
        foreach (DeployedVersion version in versions.Where(version => version.Current == false && definition.Behind != BehindPolicy.Ignore))
        {
            RepositoryDefinition? repository = service.Repositories.FirstOrDefault(candidate => candidate.Name == version.Repository);
            bool overdue = version.BehindSince is { } since && now - since > service.Health.BehindGrace;
            bool blocks = definition.Behind == BehindPolicy.Block && repository?.Build is not null && (overdue || version.OnBranch == false);
            yield return new HealthFinding
            {
                Target = $"{environment}/{version.Repository}",
                Reason = version.OnBranch == false ? "VersionNotOnBranch" : "VersionBehind",
                Layer = HealthLayer.Version,
                Severity = blocks ? FindingSeverity.Terminal : FindingSeverity.Warning,
                Verdict = blocks ? HealthVerdict.Unhealthy : HealthVerdict.Healthy,
                Message = $"{environment} runs {version.Repository} {version.Commit}, {Distance(version)} {definition.Branch} ({version.Head![..7]}).",
                Cause = version.Problem,
                Evidence = version.BehindSince is { } oldest
                    ? [FormattableString.Invariant($"version {version.Version}; the oldest commit that it lacks is of {oldest.UtcDateTime:yyyy-MM-dd HH:mm}Z")]
                    : [$"version {version.Version}"],
                NextAction = repository?.Build is null
                    ? "It comes with the next image that is built with it."
                    : $"See whether the image was built: guru images status --environment {environment}",
                Since = version.BehindSince,
            };
        }
    }

    private static string Distance(DeployedVersion version) => version switch
    {
        { OnBranch: false } => "which is not on",
        { Behind: 1 } => "1 commit behind",
        { Behind: { } count } => $"{count} commits behind",
        _ => "which is not the head of",
    };
}
