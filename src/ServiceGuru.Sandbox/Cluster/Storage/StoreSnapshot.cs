namespace ServiceGuru.Sandbox.Cluster.Storage;

/// <summary>The objects of one kind at one moment, by namespace and name.</summary>
/// <param name="Version">The resourceVersion of that moment, from which a watch goes on without a gap.</param>
/// <param name="Objects">The objects.</param>
internal sealed record StoreSnapshot(long Version, IReadOnlyList<StoredObject> Objects);
