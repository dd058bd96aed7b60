namespace ServiceGuru.Health.Surroundings;

/// <summary>What stands around the pods and workloads of a namespace; a kind that the cluster lacks is empty.</summary>
public sealed record ClusterSurroundings
{
    /// <summary>The DaemonSets.</summary>
    public IReadOnlyList<DaemonSetState> DaemonSets { get; init; } = [];

    /// <summary>The Jobs.</summary>
    public IReadOnlyList<JobState> Jobs { get; init; } = [];

    /// <summary>The CronJobs.</summary>
    public IReadOnlyList<CronJobState> CronJobs { get; init; } = [];

    /// <summary>The Services.</summary>
    public IReadOnlyList<ServiceState> Services { get; init; } = [];

    /// <summary>Who answers for the Services; null where it could not be read, so that the pods must tell.</summary>
    public IReadOnlyList<EndpointsState>? Endpoints { get; init; }

    /// <summary>OpenShift's Routes.</summary>
    public IReadOnlyList<RouteState> Routes { get; init; } = [];

    /// <summary>The PersistentVolumeClaims.</summary>
    public IReadOnlyList<VolumeClaimState> VolumeClaims { get; init; } = [];

    /// <summary>The HorizontalPodAutoscalers.</summary>
    public IReadOnlyList<AutoscalerState> Autoscalers { get; init; } = [];

    /// <summary>The PodDisruptionBudgets.</summary>
    public IReadOnlyList<DisruptionBudgetState> DisruptionBudgets { get; init; } = [];

    /// <summary>The cluster's nodes; empty where a user of the namespace may not list them.</summary>
    public IReadOnlyList<NodeState> Nodes { get; init; } = [];

    /// <summary>OpenShift's Builds.</summary>
    public IReadOnlyList<BuildRunState> Builds { get; init; } = [];

    /// <summary>OpenShift's DeploymentConfigs.</summary>
    public IReadOnlyList<DeploymentConfigState> DeploymentConfigs { get; init; } = [];

    /// <summary>The kinds that could not be looked at, and why.</summary>
    public IReadOnlyList<UnreadKind> Unread { get; init; } = [];
}
