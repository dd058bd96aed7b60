namespace ServiceGuru.Services;

/// <summary>The kind of a workload.</summary>
public enum WorkloadKind
{
    /// <summary>A Deployment (apps/v1).</summary>
    Deployment,

    /// <summary>A StatefulSet (apps/v1).</summary>
    StatefulSet,
}
