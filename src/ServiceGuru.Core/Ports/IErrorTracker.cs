using ServiceGuru.Health;

namespace ServiceGuru.Ports;

/// <summary>The error tracker.</summary>
public interface IErrorTracker
{
    /// <summary>Lists the unresolved issues of an environment that are new or have regressed since a time.</summary>
    /// <param name="environment">The environment's name in the tracker.</param>
    /// <param name="since">From when on.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<IReadOnlyList<TrackedIssue>> ListNewIssuesAsync(string environment, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Counts the events of the unresolved issues that happened since a time, and their events in the time before.</summary>
    /// <param name="environment">The environment's name in the tracker.</param>
    /// <param name="earlierSince">From when on the time before is counted.</param>
    /// <param name="since">From when on it is "lately".</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<IReadOnlyList<IssueRate>> ListRatesAsync(string environment, DateTimeOffset earlierSince, DateTimeOffset since, CancellationToken cancellationToken);
}
