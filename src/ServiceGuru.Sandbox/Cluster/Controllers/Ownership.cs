using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>Who owns whom.</summary>
internal static class Ownership
{
    /// <summary>The reference that makes <paramref name="owner"/> an object's controller.</summary>
    public static JsonArray By(StoredObject owner) => new(new JsonObject
    {
        ["apiVersion"] = owner.Kind.ApiVersion,
        ["kind"] = owner.Kind.Kind,
        ["name"] = owner.Name,
        ["uid"] = owner.Uid,
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    });

    /// <summary>The objects of a kind that <paramref name="owner"/> controls.</summary>
    public static IReadOnlyList<StoredObject> Owned(this ObjectStore store, ResourceKind kind, StoredObject owner) =>
        [.. store.List(kind, owner.Namespace).Objects.Where(item => item.ControllerUid == owner.Uid)];
}
