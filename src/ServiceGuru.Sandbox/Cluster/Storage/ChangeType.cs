namespace ServiceGuru.Sandbox.Cluster.Storage;

/// <summary>What happened to an object.</summary>
internal enum ChangeType
{
    Added,
    Modified,
    Deleted,
}
