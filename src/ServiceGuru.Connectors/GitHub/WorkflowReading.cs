using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Images;

namespace ServiceGuru.Connectors.GitHub;

/// <summary>Reads workflow runs and jobs.</summary>
internal static class WorkflowReading
{
    /// <summary>Reads one run.</summary>
    public static WorkflowRun Run(JsonElement run) => new()
    {
        Id = run.Number("id") ?? throw new UnexpectedShapeException("The run has no id."),
        Commit = run.NeedText("head_sha"),
        Status = Status(run.NeedText("status")),
        Conclusion = run.TextOrNull("conclusion"),
        WebUrl = run.NeedUri("html_url"),
        CreatedAt = run.NeedTime("created_at"),
        UpdatedAt = run.Time("updated_at"),
    };

    /// <summary>Reads one job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="runPage">The page to name where the job has none of its own.</param>
    public static WorkflowJob Job(JsonElement job, Uri runPage) => new()
    {
        Name = job.NeedText("name"),
        Status = Status(job.NeedText("status")),
        Conclusion = job.TextOrNull("conclusion"),
        WebUrl = Uri.TryCreate(job.Text("html_url"), UriKind.Absolute, out Uri? page) ? page : runPage,
        FailedStep = job.Items("steps")
            .Where(step => step.Text("conclusion") is "failure" or "timed_out")
            .Select(step => step.Text("name"))
            .FirstOrDefault(),
    };

    // GitHub has more words for "not begun" (queued, requested, waiting, pending) and may get further ones.
    private static RunStatus Status(string word) => word switch
    {
        "completed" => RunStatus.Completed,
        "in_progress" => RunStatus.InProgress,
        _ => RunStatus.Queued,
    };
}
