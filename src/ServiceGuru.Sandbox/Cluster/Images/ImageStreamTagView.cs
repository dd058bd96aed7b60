using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Images;

/// <summary>Shows tags of image streams as objects of their own.</summary>
internal sealed class ImageStreamTagView(ObjectStore store, IImageCatalog catalog)
{
    /// <summary>A tag by <c>stream:tag</c>, or null.</summary>
    public StoredObject? Find(string space, string name)
    {
        var parts = name.Split(':');
        return parts.Length == 2 && store.Find(ResourceKinds.ImageStream, space, parts[0]) is { } stream ? Make(stream, parts[1]) : null;
    }

    /// <summary>All tags that have an image.</summary>
    public StoreSnapshot List(string? space)
    {
        var streams = store.List(ResourceKinds.ImageStream, space);
        return new(streams.Version,
        [
            .. streams.Objects.SelectMany(stream => stream.Content.Items("status", "tags")
                .Select(tag => Make(stream, tag.Text("tag") ?? ""))).OfType<StoredObject>(),
        ]);
    }

    private StoredObject? Make(StoredObject stream, string tag)
    {
        var status = stream.Content.StatusTag(tag);
        if (status?.Items("items").FirstOrDefault() is not { } newest)
        {
            return null;
        }

        var reference = newest.Text("dockerImageReference") ?? "";
        var created = newest.Time("created") ?? default;
        var image = catalog.Resolve(reference) ?? new CatalogImage(reference.Split('@')[0], newest.Text("image") ?? "", null, 0);
        var view = new JsonObject
        {
            ["kind"] = "ImageStreamTag",
            ["apiVersion"] = "image.openshift.io/v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{stream.Name}:{tag}",
                ["namespace"] = stream.Namespace,
                ["uid"] = stream.Uid,
                ["resourceVersion"] = stream.Content.Text("metadata", "resourceVersion"),
                ["creationTimestamp"] = created.Stamp(),
            },
            ["tag"] = stream.Content.SpecTag(tag)?.DeepClone(),
            ["generation"] = newest.Number("generation"),
            ["lookupPolicy"] = stream.Content.At("spec", "lookupPolicy")?.DeepClone() ?? new JsonObject { ["local"] = false },
            ["image"] = ImageDocument.Make(image, created),
        };
        if (status["conditions"] is { } conditions)
        {
            view["conditions"] = conditions.DeepClone();
        }

        return new(ResourceKinds.ImageStreamTag, stream.Version, view);
    }
}
