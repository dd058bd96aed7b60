namespace ServiceGuru.Sandbox.Cluster.Faults;

/// <summary>One row of the table of faults: where it happens, to which pods, and what is different in the world.</summary>
/// <param name="Name">As the catalog names it.</param>
internal sealed record ClusterFault(string Name)
{
    /// <summary>Whether it happens in production; else in staging.</summary>
    public bool Production { get; init; }

    /// <summary>Which pods it hits.</summary>
    public PodSelector Pods { get; init; } = new();

    /// <summary>What it does to them, or null where it does nothing to pods directly.</summary>
    public PodTrouble? Trouble { get; init; }

    /// <summary>What is different in the world.</summary>
    public IReadOnlyList<WorldChange> World { get; init; } = [];

    /// <summary>
    /// The workload whose pods are made anew when it is set, as if their node had been drained: what is wrong with a
    /// start doesn't show in pods that have started.
    /// </summary>
    public string? MadeAnew { get; init; }

    /// <summary>Which streams' imports find no registry; null for none.</summary>
    public string? Unreachable { get; init; }

    /// <summary>What it leaves behind and what is swept away when it is cleared: pods with this reason.</summary>
    public string? Leftover { get; init; }
}
