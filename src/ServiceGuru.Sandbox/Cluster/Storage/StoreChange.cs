namespace ServiceGuru.Sandbox.Cluster.Storage;

/// <summary>One change of the store.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object after it; for a delete its last content with the delete's version.</param>
/// <param name="Previous">The object before it; null when it was added.</param>
internal sealed record StoreChange(ChangeType Type, StoredObject Object, StoredObject? Previous)
{
    /// <summary>The resourceVersion that the change made.</summary>
    public long Version => Object.Version;
}
