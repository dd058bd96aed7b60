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

    /// <summary>Gets the code host's files, branches and pull requests, to read and write.</summary>
    /// <exception cref="Operations.GuruException">The definition names none (<c>CodeHostMissing</c>).</exception>
    IPullRequestHost PullRequests { get; }

    /// <summary>Gets the registry.</summary>
    /// <exception cref="Operations.GuruException">The definition names none (<c>RegistryMissing</c>).</exception>
    IRegistry Registry { get; }

    /// <summary>Gets the project that builds packages from the target branches.</summary>
    /// <exception cref="Operations.GuruException">The definition names none (<c>PackagesMissing</c>).</exception>
    IPackageProject Packages { get; }

    /// <summary>Gets the repository that records which commits production has.</summary>
    /// <exception cref="Operations.GuruException">The definition names none (<c>MonorepoMissing</c>).</exception>
    IMonorepo Monorepo { get; }

    /// <summary>Gets the error tracker, or null where the definition names none.</summary>
    IErrorTracker? ErrorTracker { get; }

    /// <summary>Gets the account that posts.</summary>
    /// <exception cref="Operations.GuruException">The definition names none (<c>MastodonMissing</c>).</exception>
    IMicroblog Microblog { get; }

    /// <summary>Gives the namespace that an environment uses.</summary>
    ICluster Cluster(EnvironmentDefinition environment);

    /// <summary>Gives the service's own API in an environment.</summary>
    IServiceApi Api(EnvironmentDefinition environment);

    /// <summary>Gives a chat channel.</summary>
    IChatChannel Channel(ChannelDefinition channel);

    /// <summary>Gives a chat channel as a place where gates are answered.</summary>
    IGateRoom GateRoom(ChannelDefinition channel);

    /// <summary>Gets the files of git remotes.</summary>
    IGitFiles GitFiles { get; }

    /// <summary>Gets what runs long commands.</summary>
    ICommandRunner Commands { get; }

    /// <summary>Gets the changelog of the secrets, or null where the definition names none.</summary>
    ISecretsChangelog? SecretsChangelog { get; }

    /// <summary>Gives the clone of the deployment repository on this machine.</summary>
    ICheckout Checkout(InfrastructureDefinition infrastructure);

    /// <summary>Gets what looks at hosts from outside of the clusters.</summary>
    INetworkProbe Network { get; }

    /// <summary>Gets the issue tracker.</summary>
    /// <exception cref="Operations.GuruException">The definition names no code host (<c>CodeHostMissing</c>).</exception>
    IIssueTracker Issues { get; }

    /// <summary>Gets what finds out whether the systems can be reached and grant what the operations need.</summary>
    IReadOnlyList<IAccessProbe> AccessProbes { get; }
}
