using ServiceGuru.Services;

namespace ServiceGuru.Ports;

/// <summary>The outside systems of one service. Clients are made when first asked for; asking connects to nothing.</summary>
public interface IConnections
{
    /// <summary>Gets the git remotes.</summary>
    IGitRemote Git { get; }

    /// <summary>Gets the code host.</summary>
    /// <exception cref="Operations.GuruException">The definition names none (<c>CodeHostMissing</c>).</exception>
    ICodeHost CodeHost { get; }

    /// <summary>Gets the registry.</summary>
    /// <exception cref="Operations.GuruException">The definition names none (<c>RegistryMissing</c>).</exception>
    IRegistry Registry { get; }

    /// <summary>Gets the error tracker, or null where the definition names none.</summary>
    IErrorTracker? ErrorTracker { get; }

    /// <summary>Gives the namespace that an environment uses.</summary>
    ICluster Cluster(EnvironmentDefinition environment);

    /// <summary>Gives the service's own API in an environment.</summary>
    IServiceApi Api(EnvironmentDefinition environment);

    /// <summary>Gives a chat channel.</summary>
    IChatChannel Channel(ChannelDefinition channel);

    /// <summary>Gets what looks at hosts from outside of the clusters.</summary>
    INetworkProbe Network { get; }

    /// <summary>Gets the issue tracker.</summary>
    /// <exception cref="Operations.GuruException">The definition names no code host (<c>CodeHostMissing</c>).</exception>
    IIssueTracker Issues { get; }
}
