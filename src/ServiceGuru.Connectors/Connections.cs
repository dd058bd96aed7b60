using System.Collections.Concurrent;
using ServiceGuru.Connectors.Access;
using ServiceGuru.Connectors.Bitwarden;
using ServiceGuru.Connectors.Commands;
using ServiceGuru.Connectors.Copr;
using ServiceGuru.Connectors.Dashboard;
using ServiceGuru.Connectors.Git;
using ServiceGuru.Connectors.GitHub;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Connectors.Kubernetes;
using ServiceGuru.Connectors.Mastodon;
using ServiceGuru.Connectors.Matrix;
using ServiceGuru.Connectors.Network;
using ServiceGuru.Connectors.Quay;
using ServiceGuru.Connectors.Secrets;
using ServiceGuru.Connectors.Sentry;
using ServiceGuru.Connectors.Slack;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors;

/// <summary>
/// The outside systems of one service. Each client is made when it is first asked for and kept; all HTTP shares one
/// pipeline. Safe to use from several threads.
/// </summary>
public sealed class Connections : IConnections, IAsyncDisposable
{
    private readonly ServiceDefinition service;
    private readonly ISecretResolver secrets;
    private readonly string definitionDirectory;
    private readonly HttpPipeline pipeline;
    private readonly Lazy<ICodeHost> codeHost;
    private readonly Lazy<IPullRequestHost> pullRequests;
    private readonly Lazy<IRegistry> registry;
    private readonly Lazy<IErrorTracker?> errorTracker;
    private readonly Lazy<IPackageProject> packages;
    private readonly Lazy<IMonorepo> monorepo;
    private readonly Lazy<ISecretsChangelog?> secretsChangelog;
    private readonly GitProgram gitProgram;
    private readonly Lazy<IReadOnlyList<IAccessProbe>> accessProbes;
    private readonly Lazy<IMicroblog> microblog;
    private readonly Lazy<INetworkProbe> network;
    private readonly Lazy<IIssueTracker> issues;
    private readonly ConcurrentDictionary<EnvironmentDefinition, Lazy<KubernetesCluster>> clusters = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<EnvironmentDefinition, Lazy<IServiceApi>> apis = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<ChannelDefinition, Lazy<IChatChannel>> channels = new();
    private readonly ConcurrentDictionary<ChannelDefinition, Lazy<IGateRoom>> gateRooms = new();

    /// <summary>Initializes a new instance of the <see cref="Connections"/> class. Connects to nothing yet.</summary>
    /// <param name="service">The service.</param>
    /// <param name="secrets">Gets the tokens; stays the caller's.</param>
    /// <param name="definitionDirectory">The folder from which relative paths in the definition count.</param>
    /// <param name="cacheDirectory">The folder for what can be fetched again; made when needed.</param>
    /// <param name="time">The clock of all waits.</param>
    /// <param name="redactor">Blots secrets out of what is reported; one of its own if null.</param>
    /// <param name="stateDirectory">The folder for what must be kept, such as the output of commands; the cache's if null.</param>
    /// <param name="environment">Reads an environment variable; the process's own if null.</param>
    /// <param name="access">Further systems whose access can be checked, beside those of the definition.</param>
    public Connections(
        ServiceDefinition service, ISecretResolver secrets, string definitionDirectory, string cacheDirectory, TimeProvider time, SecretRedactor? redactor = null,
        string? stateDirectory = null, Func<string, string?>? environment = null, IReadOnlyList<IAccessProbe>? access = null)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(secrets);
        SecretRedactor blots = redactor ?? new SecretRedactor();
        this.service = service;
        this.secrets = new RegisteringSecretResolver(secrets, blots);
        this.definitionDirectory = definitionDirectory;
        pipeline = new HttpPipeline(blots, time);
        GitRemote git = new(Path.Join(cacheDirectory, "git"), definitionDirectory, time);
        Git = git;
        gitProgram = new GitProgram(time);
        GitFiles = new GitFiles(Path.Join(cacheDirectory, "git"), definitionDirectory, time, gitProgram);

        // The commands that we run get it from our environment, and one of them may say it.
        blots.Register((environment ?? Environment.GetEnvironmentVariable)("BW_SESSION"));
        Commands = new CommandRunner(Path.Join(stateDirectory ?? cacheDirectory, "commands"), blots, time, new DefinedSecrets(service, definitionDirectory, this.secrets, pipeline).LearnAsync);
        secretsChangelog = new(() => service.SecretsChangelog is { } changelog
            ? new VaultChangelog(changelog, ProgramOf(changelog), environment ?? Environment.GetEnvironmentVariable, blots, time)
            : null);
        accessProbes = new(() => [.. new AccessProbes(service, definitionDirectory, this.secrets, pipeline, gitProgram, environment ?? Environment.GetEnvironmentVariable)
            .Create(service.SecretsChangelog is { } note ? ProgramOf(note) : "bw"), .. access ?? []]);
        packages = new(() => new CoprProject(service.Packages ?? throw Missing("PackagesMissing", "package project", "packages"), pipeline), LazyThreadSafetyMode.PublicationOnly);
        monorepo = new(() => new GitMonorepo(service.Monorepo ?? throw Missing("MonorepoMissing", "monorepo", "monorepo"), git), LazyThreadSafetyMode.PublicationOnly);
        codeHost = new(() => new GitHubCodeHost(service.CodeHost ?? throw Missing("CodeHostMissing", "code host", "codeHost"), this.secrets, pipeline), LazyThreadSafetyMode.PublicationOnly);
        pullRequests = new(() => new GitHubPullRequests(service.CodeHost ?? throw Missing("CodeHostMissing", "code host", "codeHost"), this.secrets, pipeline), LazyThreadSafetyMode.PublicationOnly);
        registry = new(() => new QuayRegistry(service.Registry ?? throw Missing("RegistryMissing", "image registry", "registry"), this.secrets, pipeline), LazyThreadSafetyMode.PublicationOnly);
        microblog = new(() => new MastodonMicroblog(service.Mastodon ?? throw Missing("MastodonMissing", "Mastodon account", "mastodon"), this.secrets, pipeline), LazyThreadSafetyMode.PublicationOnly);
        errorTracker = new(() => service.ErrorTracker is { } tracker ? new SentryErrorTracker(tracker, this.secrets, pipeline) : null);
        network = new(() => service.Network?.Outside is { } outside ? new AskedNetworkProbe(outside, pipeline) : new NetworkProbe(time));
        issues = new(() => new GitHubIssueTracker(service.CodeHost ?? throw Missing("CodeHostMissing", "code host", "codeHost"), this.secrets, pipeline), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IAccessProbe> AccessProbes => accessProbes.Value;

    /// <inheritdoc/>
    public INetworkProbe Network => network.Value;

    /// <inheritdoc/>
    public IIssueTracker Issues => issues.Value;

    /// <inheritdoc/>
    public IGitRemote Git { get; }

    /// <inheritdoc/>
    public IGitFiles GitFiles { get; }

    /// <inheritdoc/>
    public ICommandRunner Commands { get; }

    /// <inheritdoc/>
    public ISecretsChangelog? SecretsChangelog => secretsChangelog.Value;

    /// <inheritdoc/>
    public ICodeHost CodeHost => codeHost.Value;

    /// <inheritdoc/>
    public IPullRequestHost PullRequests => pullRequests.Value;

    /// <inheritdoc/>
    public IRegistry Registry => registry.Value;

    /// <inheritdoc/>
    public IPackageProject Packages => packages.Value;

    /// <inheritdoc/>
    public IMonorepo Monorepo => monorepo.Value;

    /// <inheritdoc/>
    public IErrorTracker? ErrorTracker => errorTracker.Value;

    /// <inheritdoc/>
    public IMicroblog Microblog => microblog.Value;

    /// <inheritdoc/>
    /// <exception cref="GuruException">The definition has no cluster of the environment's (<c>ClusterMissing</c>).</exception>
    public ICluster Cluster(EnvironmentDefinition environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ClusterDefinition cluster = service.Clusters.GetValueOrDefault(environment.Cluster)
            ?? throw Missing("ClusterMissing", $"cluster '{environment.Cluster}'", "clusters");
        return clusters.GetOrAdd(environment, key => new(() => new KubernetesCluster(cluster, key.Namespace, definitionDirectory, secrets, pipeline))).Value;
    }

    /// <inheritdoc/>
    public IServiceApi Api(EnvironmentDefinition environment) =>
        apis.GetOrAdd(environment, key => new(() => new DashboardServiceApi(key, pipeline))).Value;

    /// <inheritdoc/>
    public IChatChannel Channel(ChannelDefinition channel) => channels.GetOrAdd(channel, key => new(() => key.Kind switch
    {
        ChannelKind.Matrix => new MatrixChannel(key, secrets, pipeline),
        _ => new SlackChannel(key, secrets, pipeline),
    })).Value;

    /// <inheritdoc/>
    public IGateRoom GateRoom(ChannelDefinition channel) => gateRooms.GetOrAdd(channel, key => new(() => key.Kind switch
    {
        ChannelKind.Matrix => new MatrixGateRoom(key, secrets, pipeline),
        _ => new SlackGateRoom(key, secrets, pipeline),
    })).Value;

    /// <inheritdoc/>
    public ICheckout Checkout(InfrastructureDefinition infrastructure)
    {
        ArgumentNullException.ThrowIfNull(infrastructure);
        string path = HostSurroundings.Real.Resolve(infrastructure.Checkout, definitionDirectory);
        return new GitCheckout(gitProgram, path, GitAddress.Parse(infrastructure.Url, definitionDirectory).Url, infrastructure.Branch);
    }

    /// <summary>Closes all connections.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (Lazy<KubernetesCluster> cluster in clusters.Values.Where(one => one.IsValueCreated))
        {
            cluster.Value.Dispose();
        }

        pipeline.Dispose();
        return ValueTask.CompletedTask;
    }

    // A bare name is looked for on the PATH; a path counts from the definition.
    private string ProgramOf(SecretsChangelogDefinition changelog) => changelog.Program.AsSpan().IndexOfAny('/', '\\') < 0
        ? changelog.Program
        : HostSurroundings.Real.Resolve(changelog.Program, definitionDirectory);

    private GuruException Missing(string id, string what, string key) => new(new Failure
    {
        Id = id,
        Kind = FailureKind.Usage,
        Message = $"The definition of {service.Name} names no {what}.",
        Target = service.Name,
        NextAction = $"Add it to the service definition under '{key}'.",
    });
}
