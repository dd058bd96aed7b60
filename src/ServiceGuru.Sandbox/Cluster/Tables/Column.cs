using System.Text.Json.Nodes;

namespace ServiceGuru.Sandbox.Cluster.Tables;

/// <summary>One column of a table.</summary>
/// <param name="Name">Its title.</param>
/// <param name="Cell">An object's cell: text or whole number.</param>
/// <param name="Priority">0 is always shown, 1 only in wide tables.</param>
/// <param name="Type"><c>string</c> or <c>integer</c>.</param>
internal sealed record Column(string Name, Func<JsonObject, DateTimeOffset, JsonNode?> Cell, int Priority = 0, string Type = "string");
