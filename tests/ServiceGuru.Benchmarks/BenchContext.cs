using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Benchmarks;

/// <summary>A context with just the ports that a benchmark needs.</summary>
internal sealed class BenchContext : IConnections
{
    private readonly IGitRemote? _git;
    private readonly ICluster? _cluster;

    private BenchContext(IGitRemote? git, ICluster? cluster)
    {
        _git = git;
        _cluster = cluster;
    }

    /// <summary>Gets connections to nothing.</summary>
    public static IConnections Nothing { get; } = new BenchContext(null, null);

    public IGitRemote Git => _git ?? throw new NotSupportedException("This benchmark has no git.");

    public ICodeHost CodeHost => throw Missing("code host");

    public IRegistry Registry => throw new NotSupportedException("This benchmark has no registry.");

    public IGitFiles GitFiles => throw new NotSupportedException("This benchmark reads no files.");

    public ICommandRunner Commands => throw new NotSupportedException("This benchmark runs no commands.");

    public ISecretsChangelog? SecretsChangelog => null;

    public IReadOnlyList<IAccessProbe> AccessProbes => [];

    public ICheckout Checkout(InfrastructureDefinition infrastructure) => throw new NotSupportedException("This benchmark has no checkout.");

    public IPackageProject Packages => throw new NotSupportedException("This benchmark has no packages.");

    public IMonorepo Monorepo => throw new NotSupportedException("This benchmark has no monorepo.");

    public IErrorTracker? ErrorTracker => null;

    public IMicroblog Microblog => throw new NotSupportedException("This benchmark has no microblog.");
    public INetworkProbe Network => throw new NotSupportedException("This benchmark has no network.");

    public IIssueTracker Issues => throw Missing("issue tracker");

    public static OperationContext Of(ServiceDefinition service, string folder, IGitRemote? git = null, ICluster? cluster = null) => new()
    {
        Service = service,
        Connections = new BenchContext(git, cluster),
        Time = TimeProvider.System,
        History = new LedgerHistory(new JournalLedger(folder, TimeProvider.System)),
        WorkingDirectory = folder,
        RunId = "bench",
    };

    public ICluster Cluster(EnvironmentDefinition environment) => _cluster ?? throw new NotSupportedException("This benchmark has no cluster.");

    public IServiceApi Api(EnvironmentDefinition environment) => throw new NotSupportedException("This benchmark has no API.");

    public IChatChannel Channel(ChannelDefinition channel) => throw new NotSupportedException("This benchmark has no chat.");

    public IGateRoom GateRoom(ChannelDefinition channel) => throw new NotSupportedException("This benchmark has no chat.");

    public IPullRequestHost PullRequests => throw Missing("code host");

    // What a service without a code host says, so that notes stay with the commits' texts.
    private static GuruException Missing(string what) => new(new Failure { Id = "CodeHostMissing", Kind = FailureKind.Usage, Message = $"There is no {what}." });
}
