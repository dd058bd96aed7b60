using ServiceGuru.Network;

namespace ServiceGuru.Ports;

/// <summary>Looks at hosts from where ServiceGuru runs: outside of the clusters.</summary>
public interface INetworkProbe
{
    /// <summary>Looks whether a host can be reached; what it finds out is an answer, not an error.</summary>
    /// <param name="host">The host, in ASCII.</param>
    /// <param name="ports">The ports, 1 to 65535.</param>
    /// <param name="timeout">How long each port may take.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<HostReach> LookAsync(string host, IReadOnlyList<int> ports, TimeSpan timeout, CancellationToken cancellationToken);
}
