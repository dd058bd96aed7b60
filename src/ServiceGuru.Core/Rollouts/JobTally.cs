using ServiceGuru.Health;

namespace ServiceGuru.Rollouts;

/// <summary>How jobs ended.</summary>
/// <param name="Ended">How many ended.</param>
/// <param name="Failed">How many of them failed.</param>
public sealed record JobTally(int Ended, int Failed)
{
    /// <summary>Counts those that ended.</summary>
    internal static JobTally Of(IEnumerable<JobResult> jobs)
    {
        List<JobResult> ended = [.. jobs.Where(job => job.Outcome != JobOutcome.Open)];
        return new JobTally(ended.Count, ended.Count(job => job.Outcome == JobOutcome.Failed));
    }
}
