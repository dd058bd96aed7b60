using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Faults;

/// <summary>What is different among the cluster's objects while a fault is set. Everything else follows from it.</summary>
/// <param name="Kind">The object's kind.</param>
/// <param name="Name">The object's name.</param>
internal sealed record WorldChange(ResourceKind Kind, string Name)
{
    /// <summary>Makes the object; null where it is there anyway. Where neither it nor <see cref="Alter"/> is given, the object is absent.</summary>
    public Func<FaultScene, JsonObject>? Make { get; init; }

    /// <summary>Changes the object; when the fault is cleared, its spec is what it was before.</summary>
    public Action<JsonObject, FaultScene>? Alter { get; init; }

    /// <summary>The namespace, where it isn't the environment's own.</summary>
    public string? Namespace { get; init; }
}
