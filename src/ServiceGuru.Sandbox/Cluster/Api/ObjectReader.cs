using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Images;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>Reads objects, those included that are only another view of what is stored.</summary>
internal sealed class ObjectReader(ObjectStore store, ImageStreamTagView tags)
{
    /// <summary>Gets the newest version.</summary>
    public long Version => store.Version;

    /// <summary>Finds an object.</summary>
    /// <exception cref="ApiException">404 where there is none.</exception>
    public StoredObject Get(ResourceKind kind, string? space, string name)
    {
        var found = kind == ResourceKinds.ImageStreamTag
            ? tags.Find(space ?? "", name)
            : store.Find(Stored(kind), space ?? "", name) is { } stored ? Show(kind, stored) : null;
        return found ?? throw ApiErrors.NotFound(kind, name);
    }

    /// <summary>Lists a kind.</summary>
    public StoreSnapshot List(ResourceKind kind, string? space)
    {
        if (kind == ResourceKinds.ImageStreamTag)
        {
            return tags.List(space);
        }

        var snapshot = store.List(Stored(kind), space);
        return kind == ResourceKinds.NewEvent ? snapshot with { Objects = [.. snapshot.Objects.Select(item => Show(kind, item))] } : snapshot;
    }

    /// <summary>Follows a kind; what arrives goes through <see cref="Show"/>.</summary>
    public StoreWatch Watch(ResourceKind kind, long? from) => store.Watch(Stored(kind), from);

    /// <summary>A stored object as the kind that was asked for.</summary>
    public static StoredObject Show(ResourceKind kind, StoredObject item)
    {
        if (kind != ResourceKinds.NewEvent)
        {
            return item;
        }

        var old = item.Content;
        return new(kind, item.Version, new JsonObject
        {
            ["kind"] = "Event",
            ["apiVersion"] = kind.ApiVersion,
            ["metadata"] = old["metadata"]?.DeepClone(),
            ["eventTime"] = old["eventTime"]?.DeepClone(),
            ["reportingController"] = old.Text("reportingComponent"),
            ["reportingInstance"] = old.Text("reportingInstance"),
            ["reason"] = old.Text("reason"),
            ["regarding"] = old["involvedObject"]?.DeepClone(),
            ["note"] = old.Text("message"),
            ["type"] = old.Text("type"),
            ["deprecatedSource"] = old["source"]?.DeepClone(),
            ["deprecatedFirstTimestamp"] = old.Text("firstTimestamp"),
            ["deprecatedLastTimestamp"] = old.Text("lastTimestamp"),
            ["deprecatedCount"] = old.Number("count"),
        });
    }

    private static ResourceKind Stored(ResourceKind kind) => kind == ResourceKinds.NewEvent ? ResourceKinds.Event : kind;
}
