using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>How to delete (meta/v1 DeleteOptions).</summary>
/// <param name="Grace">Seconds of life until the end; null for the object's own.</param>
/// <param name="Orphan">Whether what it owns stays.</param>
/// <param name="Uid">The uid that it has to have, if any.</param>
/// <param name="DryRun">Whether to delete nothing.</param>
internal sealed record DeleteOptions(long? Grace, bool Orphan, string? Uid, bool DryRun)
{
    /// <summary>Reads them from the body and, where that says nothing, from the query.</summary>
    public static DeleteOptions Read(JsonObject? body, IQueryCollection query) => new(
        body.Number("gracePeriodSeconds")
            ?? (long.TryParse(query["gracePeriodSeconds"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var grace) ? grace : null),
        (body.Text("propagationPolicy") ?? query["propagationPolicy"].ToString()) == "Orphan",
        body.Text("preconditions", "uid"),
        query["dryRun"] == "All" || body.At("dryRun") is JsonArray { Count: > 0 });
}
