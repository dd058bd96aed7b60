namespace ServiceGuru.Sandbox.Cluster;

/// <summary>What the cluster runs, as the simulated service API (<c>/api/system</c>) and dashboard report it.</summary>
internal interface IRunningImages
{
    /// <summary>The digest that the workload's Ready pods run in the namespace, or null while none is Ready, or none is reached from outside where it has a Route.</summary>
    string? RunningDigest(string @namespace, string workload);

    /// <summary>Since when that pod is there, or null while none is Ready.</summary>
    DateTimeOffset? RunningSince(string @namespace, string workload);
}
