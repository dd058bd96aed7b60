using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Faults;

/// <summary>Where and when a fault changes the world.</summary>
/// <param name="Store">The cluster's objects.</param>
/// <param name="Namespace">The environment's namespace.</param>
/// <param name="Since">When it began.</param>
internal sealed record FaultScene(ObjectStore Store, string Namespace, DateTimeOffset Since);
