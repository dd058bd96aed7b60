using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>
/// What a service is: its repositories, environments, clusters, workloads, image streams, registry, error tracker,
/// channels and blog. Read from one YAML file; every operation starts from it.
/// </summary>
public sealed record ServiceDefinition
{
    /// <summary>Short name: lowercase letters, digits and hyphens, 1 to 63 characters.</summary>
    [Description("Short name of the service: lowercase letters, digits and hyphens, 1 to 63 characters.")]
    public required string Name { get; init; }

    /// <summary>The name as people write it, used in posts and messages. Defaults to <see cref="Name"/>.</summary>
    [Description("The name as people write it, used in posts and messages.")]
    public string? Title { get; init; }

    /// <summary>The repositories, in the order in which they are moved.</summary>
    [Description("The source repositories, in the order in which their stable branches are moved.")]
    public IReadOnlyList<RepositoryDefinition> Repositories { get; init; } = [];

    /// <summary>The Copr project that builds the packages of the target branches.</summary>
    [Description("The Copr project that builds packages from the target branches.")]
    public PackageProjectDefinition? Packages { get; init; }

    /// <summary>The repository that records which commits production has.</summary>
    [Description("The repository that records, as submodules, which commits production has.")]
    public MonorepoDefinition? Monorepo { get; init; }

    /// <summary>The system that hosts pull requests and workflow runs.</summary>
    [Description("The system that hosts pull requests and workflow runs.")]
    public CodeHostDefinition? CodeHost { get; init; }

    /// <summary>The image registry.</summary>
    [Description("The registry to which image builds push.")]
    public RegistryDefinition? Registry { get; init; }

    /// <summary>The clusters by name.</summary>
    [Description("The Kubernetes or OpenShift clusters, by name.")]
    public IReadOnlyDictionary<string, ClusterDefinition> Clusters { get; init; } = new Dictionary<string, ClusterDefinition>();

    /// <summary>The environments by name, e.g. <c>stg</c> and <c>prod</c>.</summary>
    [Description("The environments by name, e.g. stg and prod.")]
    public IReadOnlyDictionary<string, EnvironmentDefinition> Environments { get; init; } = new Dictionary<string, EnvironmentDefinition>();

    /// <summary>The workloads that every environment runs.</summary>
    [Description("The workloads that every environment runs.")]
    public IReadOnlyList<WorkloadDefinition> Workloads { get; init; } = [];

    /// <summary>The image streams that feed the workloads.</summary>
    [Description("The OpenShift image streams that feed the workloads.")]
    public IReadOnlyList<ImageStreamDefinition> ImageStreams { get; init; } = [];

    /// <summary>The error tracker.</summary>
    [Description("The error tracker that health checks ask.")]
    public ErrorTrackerDefinition? ErrorTracker { get; init; }

    /// <summary>The deployment repository and its command.</summary>
    [Description("The repository of the service's Kubernetes objects, and the command that deploys them.")]
    public InfrastructureDefinition? Infrastructure { get; init; }

    /// <summary>The note in the vault that tells which secrets were changed.</summary>
    [Description("The note in the team's vault that tells which secrets were changed.")]
    public SecretsChangelogDefinition? SecretsChangelog { get; init; }

    /// <summary>The chat channels whose topics tell the users of a deployment.</summary>
    [Description("The chat channels whose topics tell the users of a deployment.")]
    public IReadOnlyList<ChannelDefinition> Channels { get; init; } = [];

    /// <summary>Topic texts by name, used by <c>notice/topic</c>.</summary>
    [Description("Topic texts by name, used by the operation notice/topic.")]
    public IReadOnlyDictionary<string, string> Topics { get; init; } = new Dictionary<string, string>();

    /// <summary>The blog in which releases are announced.</summary>
    [Description("The blog in which releases are announced.")]
    public BlogDefinition? Blog { get; init; }

    /// <summary>The Mastodon account that tells the world of a release.</summary>
    [Description("The Mastodon account that tells the world of a release.")]
    public MastodonDefinition? Mastodon { get; init; }

    /// <summary>What a health check regards as normal.</summary>
    [Description("What a health check regards as normal.")]
    public HealthPolicy Health { get; init; } = new();

    /// <summary>How often to look and how long to wait.</summary>
    [Description("How often to look and how long to wait.")]
    public TimingDefinition Timing { get; init; } = new();

    /// <summary>How is found out whether the clusters reach a domain.</summary>
    [Description("How is found out whether the clusters reach a domain, and how firewall rules are asked for.")]
    public NetworkDefinition? Network { get; init; }

    /// <summary>The Celery queues.</summary>
    [Description("The Celery queues.")]
    public QueuesDefinition? Queues { get; init; }

    /// <summary>The people who may answer gates, with their identities. None: whoever answers counts by name.</summary>
    [Description("The people who may answer gates, with their identities. Without any, whoever answers counts by name.")]
    public IReadOnlyList<PersonDefinition> People { get; init; } = [];

    /// <summary>Teams by name: the ids of their people.</summary>
    [Description("Teams by name: the ids of their people.")]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Teams { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>When the service may be changed; at any time if absent.</summary>
    [Description("When the service may be changed: freezes and windows. At any time if absent.")]
    public CalendarDefinition? Calendar { get; init; }

    /// <summary>The name as people write it.</summary>
    internal string DisplayName => Title ?? Name;
}
