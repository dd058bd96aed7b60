using ServiceGuru.Operations;

namespace ServiceGuru.Images;

/// <summary>The ways in which an image does not come.</summary>
internal static class ImageFailures
{
    public static Failure NotStarted(ImageBuild build, TimeSpan waited, Uri codeHost) => new()
    {
        Id = "BuildNotStarted",
        Kind = FailureKind.Refused,
        Target = build.Name,
        Message = $"No run of {build.Build.Workflow} appeared for {build.Commit[..7]} of {build.Name} on {build.Environment.Branch} within {Elapsed.Text(waited)}.",
        Evidence = [$"{codeHost.ToString().TrimEnd('/')}/{build.Slug}/actions/workflows/{build.Build.Workflow}"],
        NextAction = "Look whether Actions are enabled and the code host is well; start the workflow by hand on that branch, then wait again.",
    };

    public static Failure Failed(ImageBuild build, WorkflowRun run, IReadOnlyList<WorkflowJob> jobs, Failure? jobsProblem)
    {
        List<WorkflowJob> failed = [.. jobs.Where(job => job is { Status: RunStatus.Completed, Conclusion: not (null or "success" or "skipped" or "neutral") })];
        string where = failed.Count == 0 ? string.Empty : $" in {string.Join(", ", failed.Select(Describe))}";
        return new Failure
        {
            Id = "ImageBuildFailed",
            Kind = FailureKind.Refused,
            Target = build.Name,
            Message = $"The image build of {build.Name} {build.Commit[..7]} ended as {run.Conclusion ?? "unknown"}{where}.",
            Cause = jobsProblem is null ? null : $"Its jobs could not be read: {jobsProblem.Message}",
            Evidence = [run.WebUrl.ToString(), .. failed.Select(job => job.WebUrl.ToString())],
            NextAction = $"Read the log at {(failed.Count > 0 ? failed[0].WebUrl : run.WebUrl)}; re-run the failed jobs there or move a fix, then wait again.",
        };
    }

    public static Failure TimedOut(ImageBuild build, TimeSpan limit, WorkflowRun? run, Failure? lastProblem) => new()
    {
        Id = "ImageBuildTimedOut",
        Kind = FailureKind.Refused,
        Target = build.Name,
        Message = $"The image build of {build.Name} {build.Commit[..7]} had not ended after {Elapsed.Text(limit)}.",
        Cause = lastProblem?.Message,
        Evidence = run is null ? [] : [run.WebUrl.ToString()],
        NextAction = "Look at the run; wait again if it still makes progress, or raise timing.buildTimeout.",
    };

    public static Failure NotPublished(ImageBuild build, IReadOnlyList<ImageFinding> findings, ImageLookup lookup, TimeSpan waited, Uri? run, Failure? lastProblem)
    {
        List<ImageFinding> missing = [.. findings.Where(finding => !finding.Published)];
        string tag = build.Environment.ImageTag;
        return new Failure
        {
            Id = "ImageNotPublished",
            Kind = FailureKind.Refused,
            Target = build.Name,
            Message = $"The build of {build.Name} {build.Commit[..7]} succeeded, but its image was not in the registry as {tag} after {Elapsed.Text(waited)}.",
            Cause = lastProblem?.Message,
            Evidence = [.. missing.Select(finding => Evidence(finding, lookup, tag)), .. run is null ? Array.Empty<string>() : [run.ToString()]],
            NextAction = "Read the push step's log of the run, and look whether a later build has taken the tag.",
        };
    }

    private static string Evidence(ImageFinding finding, ImageLookup lookup, string tag) => finding.Tag is null
        ? $"{lookup.NameOf(finding.Image)} has no tag {tag}"
        : $"{lookup.NameOf(finding.Image)}:{tag} is {finding.Tag.Digest}, pushed {finding.Tag.LastModified:u}, commit {finding.Revision ?? "not labeled"}";

    private static string Describe(WorkflowJob job) =>
        job.FailedStep is null ? $"job '{job.Name}'" : $"job '{job.Name}', step '{job.FailedStep}'";
}
