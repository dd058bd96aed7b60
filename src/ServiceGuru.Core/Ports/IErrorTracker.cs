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
}
