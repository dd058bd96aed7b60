namespace ServiceGuru.Sandbox.Cluster.Faults;

/// <summary>All faults of the cluster: name, where, and what happens. A name may have several rows.</summary>
internal static class FaultTable
{
    /// <summary>Gets the rows.</summary>
    public static IReadOnlyList<ClusterFault> All { get; } =
    [
        .. ImageFaultRows.All,
        .. StartFaultRows.All,
        .. ProgramFaultRows.All,
        .. RolloutFaultRows.All,
        .. ObjectFaultRows.All,
    ];
}
