using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
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

    /// <summary>Makes an object, or takes over the one of that name that nobody controls any more.</summary>
    /// <exception cref="Api.ApiException">409 where somebody else still controls one of that name.</exception>
    public static StoredObject Claim(this ObjectStore store, ResourceKind kind, JsonObject content)
    {
        var (space, name) = (content.Text("metadata", "namespace") ?? "", content.Text("metadata", "name") ?? "");
        if (store.Find(kind, space, name) is not { ControllerUid: null, Deleting: false })
        {
            return store.Create(kind, content);
        }

        var owners = content.At("metadata", "ownerReferences");
        return store.Update(kind, space, name, orphan => orphan.Ensure("metadata")["ownerReferences"] = owners?.DeepClone())
            ?? store.Create(kind, content);
    }
}
