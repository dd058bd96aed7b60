namespace ServiceGuru.Sandbox.Cluster.Storage;

/// <summary>Names one object.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Namespace">Its namespace, or empty.</param>
/// <param name="Name">Its name.</param>
internal readonly record struct ObjectKey(ResourceKind Kind, string Namespace, string Name);
