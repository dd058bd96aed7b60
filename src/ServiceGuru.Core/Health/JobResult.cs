namespace ServiceGuru.Health;

/// <summary>One job that the service did for its users.</summary>
/// <param name="Kind">The sort of job, e.g. <c>copr-builds</c>.</param>
/// <param name="Id">Its id, unique in its kind.</param>
/// <param name="SubmittedAt">When it was asked for.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Status">Its status in the service's own words.</param>
/// <param name="Project">For which project, if known.</param>
/// <param name="WebUrl">Where a person can look at it, if known.</param>
public sealed record JobResult(string Kind, string Id, DateTimeOffset SubmittedAt, JobOutcome Outcome, string Status, string? Project, Uri? WebUrl);
