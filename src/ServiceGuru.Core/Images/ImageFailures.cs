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
        // When a job fails, the code host cancels its siblings, often the ones that stand before it: they explain nothing.
        List<WorkflowJob> bad = [.. jobs.Where(job => job is { Status: RunStatus.Completed, Conclusion: not (null or "success" or "skipped" or "neutral") })];
        List<WorkflowJob> failed = [.. bad.Where(job => job.Conclusion != "cancelled").OrderBy(job => job.Conclusion is "failure" or "timed_out" or "startup_failure" ? 0 : 1)];
        int cancelled = bad.Count - failed.Count;
        string where = failed.Count == 0 ? string.Empty : $" in {string.Join(", ", failed.Select(Describe))}";
        return new Failure
        {
            Id = "ImageBuildFailed",
            Kind = FailureKind.Refused,
            Target = build.Name,
            Message = $"The image build of {build.Name} {build.Commit[..7]} ended as {run.Conclusion ?? "unknown"}{where}.",
            Cause = jobsProblem is null ? null : $"Its jobs could not be read: {jobsProblem.Message}",
            Evidence =
            [
                .. failed.Select(job => job.WebUrl.ToString()),
                run.WebUrl.ToString(),
                .. cancelled == 0 ? Array.Empty<string>() : [cancelled == 1 ? "1 job was cancelled" : $"{cancelled} jobs were cancelled"],
            ],
            NextAction = failed.Count == 0 && cancelled > 0
                ? $"Find out who cancelled it and why: {run.WebUrl}; re-run it there, then wait again."
                : $"Read the log at {(failed.Count > 0 ? failed[0].WebUrl : run.WebUrl)}; re-run the failed jobs there or move a fix, then wait again.",
        };
    }

    /// <summary>Gives the failure of a build that went on too long; one that could not even be looked at in the end may be asked for again.</summary>
    public static Failure TimedOut(ImageBuild build, TimeSpan limit, WorkflowRun? run, Failure? lastProblem) => new()
    {
        Id = "ImageBuildTimedOut",
        Kind = lastProblem?.Kind ?? FailureKind.Refused,
        Target = build.Name,
        Message = lastProblem is null
            ? $"The image build of {build.Name} {build.Commit[..7]} had not ended after {Elapsed.Text(limit)}."
            : $"Nobody can tell whether the image build of {build.Name} {build.Commit[..7]} has ended: after {Elapsed.Text(limit)} it could not be looked at.",
        Cause = lastProblem?.Message,
        Evidence = [.. run is null ? Array.Empty<string>() : [run.WebUrl.ToString()], .. lastProblem?.Evidence ?? []],
        NextAction = lastProblem?.NextAction ?? "Look at the run; wait again if it still makes progress, or raise timing.buildTimeout.",
        Transient = lastProblem?.Transient == true,
    };

    public static Failure NotPublished(ImageBuild build, IReadOnlyList<ImageFinding> findings, ImageLookup lookup, TimeSpan waited, Uri? run, Failure? lastProblem)
    {
        List<ImageFinding> missing = [.. findings.Where(finding => !finding.Published)];
        string tag = build.Environment.ImageTag;
        return new Failure
        {
            Id = "ImageNotPublished",
            Kind = lastProblem?.Kind ?? FailureKind.Refused,
            Target = build.Name,
            Message = lastProblem is null
                ? $"The build of {build.Name} {build.Commit[..7]} succeeded, but its image was not in the registry as {tag} after {Elapsed.Text(waited)}."
                : $"The build of {build.Name} {build.Commit[..7]} succeeded, but nobody can tell whether its image is in the registry as {tag}: after {Elapsed.Text(waited)} the registry could not be asked.",
            Cause = lastProblem?.Message,
            Evidence = [.. missing.Select(finding => Evidence(finding, lookup, tag)), .. run is null ? Array.Empty<string>() : [run.ToString()], .. lastProblem?.Evidence ?? []],
            NextAction = lastProblem?.NextAction ?? "Read the push step's log of the run, and look whether a later build has taken the tag.",
            Transient = lastProblem?.Transient == true,
        };
    }

    private static string Evidence(ImageFinding finding, ImageLookup lookup, string tag) => finding.Tag is null
        ? $"{lookup.NameOf(finding.Image)} has no tag {tag}"
        : $"{lookup.NameOf(finding.Image)}:{tag} is {finding.Tag.Digest}, pushed {finding.Tag.LastModified:u}, commit {finding.Revision ?? "not labeled"}";

    private static string Describe(WorkflowJob job) =>
        job.FailedStep is null ? $"job '{job.Name}'" : $"job '{job.Name}', step '{job.FailedStep}'";
}
