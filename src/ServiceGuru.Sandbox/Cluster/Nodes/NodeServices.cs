using ServiceGuru.Sandbox.Cluster.Controllers;
using ServiceGuru.Sandbox.Cluster.Faults;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>What a pod needs around it to live.</summary>
internal sealed record NodeServices(
    ObjectStore Store, SandboxClock Clock, ClusterFaults Faults, ImagePuller Puller, ClusterNodes Nodes, Scheduler Scheduler, PodReferences References)
{
    /// <summary>Hears what happens; null while the world is made, of which no events are left.</summary>
    public EventRecorder? Events { get; init; }
}
