namespace ServiceGuru.Sandbox.Cluster.Storage;

/// <summary>Where an object lives; sorted as etcd sorts keys, so that paging is stable.</summary>
/// <param name="Namespace">The namespace, or empty.</param>
/// <param name="Name">The name.</param>
internal readonly record struct ObjectName(string Namespace, string Name) : IComparable<ObjectName>
{
    /// <inheritdoc/>
    public int CompareTo(ObjectName other)
    {
        var byNamespace = string.CompareOrdinal(Namespace, other.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(Name, other.Name);
    }
}
