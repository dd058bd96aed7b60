using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Tables;

/// <summary>The columns of image streams and their tags.</summary>
internal static class ImageColumns
{
    /// <summary>Of image streams.</summary>
    public static IReadOnlyList<Column> Streams(Column name) =>
    [
        name,
        new("Image Repository", (item, _) => item.Text("status", "publicDockerImageRepository") ?? item.Text("status", "dockerImageRepository")),
        new("Tags", (item, _) => string.Join(',', item.Items("status", "tags").Select(tag => tag.Text("tag")))),
        new("Updated", (item, now) => Updated(item) is { } time ? Age.Long(now - time) : ""),
    ];

    /// <summary>Of tags.</summary>
    public static IReadOnlyList<Column> Tags(Column name) =>
    [
        name,
        new("Image Reference", (item, _) => item.Text("image", "dockerImageReference")),
        new("Updated", (item, now) => item.Time("metadata", "creationTimestamp") is { } time ? Age.Long(now - time) : ""),
        new("Image Name", (item, _) => item.Text("image", "metadata", "name"), 1),
    ];

    private static DateTimeOffset? Updated(JsonObject item) =>
        item.Items("status", "tags").Select(tag => tag.Items("items").FirstOrDefault()?.Time("created")).Max();
}
