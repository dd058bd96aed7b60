using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Health;

namespace ServiceGuru.Connectors.Dashboard;

/// <summary>
/// Reads jobs (packit/packit-service, packit_service/service/api: copr_builds.py, testing_farm.py, srpm_builds.py; their
/// statuses: BuildStatus and TestingFarmResult in packit_service/models.py).
/// </summary>
internal static class JobReading
{
    private static readonly IReadOnlyList<string> Succeeded = ["success", "passed", "complete"];

    // A test that failed has run, and says something about the project; one with an error has not.
    private static readonly IReadOnlyList<string> Failed = ["failure", "failed", "error"];

    /// <summary>Gets the lists that tell of jobs.</summary>
    public static IReadOnlyList<JobKind> Kinds { get; } =
    [
        new("copr-builds", "copr-builds", CoprBuild),
        new("testing-farm", "testing-farm/results", TestRun),
        new("srpm-builds", "srpm-builds", SrpmBuild),
    ];

    private static JobResult? CoprBuild(JsonElement job)
    {
        List<string> statuses = [.. job.Texts("status_per_chroot").Values];
        JobOutcome[] outcomes = [.. statuses.Select(Outcome)];
        JobOutcome outcome = outcomes.Length == 0 || outcomes.Contains(JobOutcome.Open) ? JobOutcome.Open
            : outcomes.Contains(JobOutcome.Failed) ? JobOutcome.Failed
            : JobOutcome.Succeeded;
        return Job("copr-builds", job, job.TextOrNull("build_id") ?? Number(job, "packit_id"), "build_submitted_time", outcome, string.Join(", ", statuses.Distinct(StringComparer.Ordinal)), "web_url");
    }

    private static JobResult? TestRun(JsonElement job) =>
        Job("testing-farm", job, job.TextOrNull("pipeline_id") ?? Number(job, "packit_id"), "submitted_time", Outcome(job.TextOrNull("status")), job.TextOrNull("status") ?? "unknown", "web_url");

    private static JobResult? SrpmBuild(JsonElement job) =>
        Job("srpm-builds", job, Number(job, "srpm_build_id"), "build_submitted_time", Outcome(job.TextOrNull("status")), job.TextOrNull("status") ?? "unknown", "log_url");

    private static JobResult? Job(string kind, JsonElement job, string? id, string time, JobOutcome outcome, string status, string url) =>
        id is null || job.Number(time) is not { } submitted ? null : new JobResult(
            kind,
            id,
            DateTimeOffset.FromUnixTimeSeconds(submitted),
            outcome,
            status,
            job.TextOrNull("repo_namespace") is { } space && job.TextOrNull("repo_name") is { } name ? $"{space}/{name}" : null,
            Uri.TryCreate(job.TextOrNull(url), UriKind.Absolute, out Uri? address) ? address : null);

    private static string? Number(JsonElement job, string name) => job.Number(name)?.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static JobOutcome Outcome(string? status) => status is null ? JobOutcome.Open
        : Succeeded.Contains(status) ? JobOutcome.Succeeded
        : Failed.Contains(status) ? JobOutcome.Failed
        : JobOutcome.Open;
}
