namespace ServiceGuru.Sandbox.GitHub;

/// <summary>One job of a workflow run.</summary>
/// <param name="Id">Its id, unique in the code host.</param>
/// <param name="Name">Its name, e.g. <c>build-and-push (packit-worker)</c>.</param>
/// <param name="Status"><c>queued</c>, <c>in_progress</c> or <c>completed</c>.</param>
/// <param name="Conclusion"><c>success</c>, <c>failure</c> or <c>cancelled</c>, once completed.</param>
/// <param name="StartedAt">When it started; when it was queued, before.</param>
/// <param name="CompletedAt">When it ended.</param>
internal sealed record WorkflowJob(
    long Id, string Name, string Status, string? Conclusion, DateTimeOffset StartedAt, DateTimeOffset? CompletedAt)
{
    /// <summary>The job, ended.</summary>
    public WorkflowJob End(string conclusion, DateTimeOffset time) => this with { Status = "completed", Conclusion = conclusion, CompletedAt = time };
}
