using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Tables;

/// <summary>
/// Renders objects as a meta.k8s.io/v1 Table
/// (https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables).
/// </summary>
/// <param name="kind">The objects' kind.</param>
/// <param name="include">What each row carries of its object: <c>None</c>, <c>Metadata</c> or <c>Object</c>.</param>
internal sealed class TableDocument(ResourceKind kind, string include)
{
    private readonly IReadOnlyList<Column> columns = TableColumns.Of(kind);

    /// <summary>A table.</summary>
    /// <param name="metadata">The list's metadata.</param>
    /// <param name="items">The rows' objects.</param>
    /// <param name="now">For ages.</param>
    /// <param name="headed">Whether it names its columns; only the first table of a watch does.</param>
    public JsonObject Make(JsonObject metadata, IEnumerable<StoredObject> items, DateTimeOffset now, bool headed = true)
    {
        var table = new JsonObject { ["kind"] = "Table", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = metadata };
        table["columnDefinitions"] = headed ? new JsonArray([.. columns.Select(Definition)]) : null;
        table["rows"] = new JsonArray([.. items.Select(item => Row(item, now))]);
        return table;
    }

    private JsonObject Row(StoredObject item, DateTimeOffset now)
    {
        var row = new JsonObject { ["cells"] = new JsonArray([.. columns.Select(column => column.Cell(item.Content, now))]) };
        row["object"] = include switch
        {
            "None" => null,
            "Object" => item.Content.DeepClone(),
            _ => new JsonObject
            {
                ["kind"] = "PartialObjectMetadata",
                ["apiVersion"] = "meta.k8s.io/v1",
                ["metadata"] = item.Content["metadata"]?.DeepClone(),
            },
        };
        return row;
    }

    private static JsonObject Definition(Column column) => new()
    {
        ["name"] = column.Name,
        ["type"] = column.Type,
        ["format"] = column.Name == "Name" && column.Priority == 0 ? "name" : "",
        ["description"] = "",
        ["priority"] = column.Priority,
    };
}
