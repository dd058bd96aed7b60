using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>One place where the service runs.</summary>
public sealed record EnvironmentDefinition
{
    /// <summary>The cluster's name in <see cref="ServiceDefinition.Clusters"/>.</summary>
    [Description("Name of the cluster, one of clusters.")]
    public required string Cluster { get; init; }

    /// <summary>The namespace (OpenShift: project).</summary>
    [Description("Namespace (OpenShift: project) of the service.")]
    public required string Namespace { get; init; }

    /// <summary>The branch whose commits this environment runs.</summary>
    [Description("The branch whose commits this environment runs.")]
    public required string Branch { get; init; }

    /// <summary>The image tag that this environment imports.</summary>
    [Description("The image tag that this environment imports.")]
    public required string ImageTag { get; init; }

    /// <summary>The root of the service's API, e.g. <c>https://prod.packit.dev/api</c>.</summary>
    [Description("Root of the service's API, e.g. https://prod.packit.dev/api.")]
    public Uri? Api { get; init; }

    /// <summary>The dashboard's address.</summary>
    [Description("Address of the dashboard.")]
    public Uri? Dashboard { get; init; }

    /// <summary>The environment's name in the error tracker; the environment's own name if absent.</summary>
    [Description("The environment's name in the error tracker; its own name if absent.")]
    public string? ErrorTrackerEnvironment { get; init; }

    /// <summary>Replicas by workload where they differ from <see cref="WorkloadDefinition.Replicas"/>.</summary>
    [Description("Replicas by workload, where they differ from the workload's own number.")]
    public IReadOnlyDictionary<string, int> Replicas { get; init; } = new Dictionary<string, int>();

    /// <summary>Whether a deployment here changes what users see, so that it needs the team's yes.</summary>
    [Description("Whether this is production: what changes here reaches users.")]
    public bool Production { get; init; }

    /// <summary>What it means that images built from the branch's older commits still run here.</summary>
    [Description("What it means for health that this environment lacks commits of its branch for longer than health.behindGrace: ignore, warn or block.")]
    public BehindPolicy Behind { get; init; } = BehindPolicy.Warn;
}
