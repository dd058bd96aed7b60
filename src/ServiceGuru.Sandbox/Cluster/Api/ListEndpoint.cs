using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.Cluster.Tables;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>Answers reads of one object and of collections.</summary>
internal sealed class ListEndpoint(ObjectReader reader, SandboxClock clock)
{
    /// <summary>Answers a read of one object.</summary>
    public Task Get(HttpContext context, ApiPath path)
    {
        var found = reader.Get(path.Kind, path.Namespace, path.Name!);
        if (!AnswerFormat.IsTable(context.Request))
        {
            return JsonAnswer.Write(context, 200, found.Utf8);
        }

        var metadata = new JsonObject { ["resourceVersion"] = found.Version.ToString(CultureInfo.InvariantCulture) };
        return JsonAnswer.Write(context, 200, Table(context, path).Make(metadata, [found], clock.Now));
    }

    /// <summary>Answers a list.</summary>
    public Task List(HttpContext context, ApiPath path, ListOptions options)
    {
        if (options.Version > reader.Version)
        {
            throw ApiErrors.TooLarge(options.Version.Value, reader.Version);
        }

        var snapshot = reader.List(path.Kind, path.Namespace);
        var metadata = new JsonObject { ["resourceVersion"] = snapshot.Version.ToString(CultureInfo.InvariantCulture) };
        var selected = snapshot.Objects.Where(options.Selects);
        if (options.Continue is not null)
        {
            var token = PageToken.Parse(options.Continue);
            using var stillKnown = reader.Watch(path.Kind, token.Version);
            metadata["resourceVersion"] = token.Version.ToString(CultureInfo.InvariantCulture);
            snapshot = snapshot with { Version = token.Version };
            selected = selected.Where(item => new ObjectName(item.Namespace, item.Name).CompareTo(token.Last) > 0);
        }

        var items = selected.ToList();
        if (options.Limit > 0 && items.Count > options.Limit)
        {
            metadata["continue"] = new PageToken(snapshot.Version, new(items[options.Limit - 1].Namespace, items[options.Limit - 1].Name)).ToString();
            metadata["remainingItemCount"] = items.Count - options.Limit;
            items = items[..options.Limit];
        }

        return AnswerFormat.IsTable(context.Request)
            ? JsonAnswer.Write(context, 200, Table(context, path).Make(metadata, items, clock.Now))
            : JsonAnswer.Write(context, 200, Bytes(path.Kind, metadata, items));
    }

    private static TableDocument Table(HttpContext context, ApiPath path) =>
        new(path.Kind, context.Request.Query["includeObject"].ToString());

    // By hand, since every object is at hand as bytes: that is what makes long lists cheap.
    private static byte[] Bytes(ResourceKind kind, JsonObject metadata, List<StoredObject> items)
    {
        using var stream = new MemoryStream();
        using var writer = new Utf8JsonWriter(stream);
        writer.WriteStartObject();
        writer.WriteString("kind", $"{kind.Kind}List");
        writer.WriteString("apiVersion", kind.ApiVersion);
        writer.WritePropertyName("metadata");
        metadata.WriteTo(writer);
        writer.WriteStartArray("items");
        foreach (var item in items)
        {
            writer.WriteRawValue(item.Utf8.Span, skipInputValidation: true);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return stream.ToArray();
    }
}
