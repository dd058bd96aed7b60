using ServiceGuru.Health;

namespace ServiceGuru.Ports;

/// <summary>The service's own API and dashboard in one environment.</summary>
public interface IServiceApi
{
    /// <summary>Reads the deployed versions (<c>/api/system</c>).</summary>
    /// <exception cref="Operations.GuruException">The API can't be reached or answers something else (<c>ServiceApiUnreachable</c>, <c>ServiceApiUnreadable</c>).</exception>
    Task<IReadOnlyList<DeployedComponent>> GetVersionsAsync(CancellationToken cancellationToken);

    /// <summary>Asks the API's health endpoint and one that needs the database.</summary>
    Task<IReadOnlyList<EndpointCheck>> CheckApiAsync(CancellationToken cancellationToken);

    /// <summary>Lists the newest jobs that the service did for its users, newest first; none where the API does not tell of jobs.</summary>
    /// <param name="since">No older ones are wanted.</param>
    /// <param name="most">How many of each kind at most, 1 to 200.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Operations.GuruException">The API can't be reached or answers something else.</exception>
    Task<IReadOnlyList<JobResult>> ListJobsAsync(DateTimeOffset since, int most, CancellationToken cancellationToken);

    /// <summary>Asks the dashboard's page; null where the definition names none.</summary>
    Task<EndpointCheck?> CheckDashboardAsync(CancellationToken cancellationToken);
}
