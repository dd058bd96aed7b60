using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Encodings.Web;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Storage;

/// <summary>One version of one object. Its content is never changed: writers store a changed copy.</summary>
internal sealed class StoredObject(ResourceKind kind, long version, JsonObject content)
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Serialized once, so that a list of 500 pods is a copy of bytes however often it is asked for.
    private readonly Lazy<byte[]> utf8 = new(() => JsonSerializer.SerializeToUtf8Bytes(content, Compact));

    public ResourceKind Kind => kind;

    /// <summary>The resourceVersion; one increasing number over all kinds.</summary>
    public long Version => version;

    public JsonObject Content => content;

    public string Namespace { get; } = content.Text("metadata", "namespace") ?? "";

    public string Name { get; } = content.Text("metadata", "name") ?? "";

    public string Uid { get; } = content.Text("metadata", "uid") ?? "";

    /// <summary>Whether a delete was asked for that has not ended.</summary>
    public bool Deleting { get; } = content.At("metadata", "deletionTimestamp") is not null;

    /// <summary>The object as JSON.</summary>
    public ReadOnlyMemory<byte> Utf8 => utf8.Value;

    /// <summary>The uid of the controller that owns it, or null.</summary>
    public string? ControllerUid => Controller?.Text("uid");

    /// <summary>The owner reference of the controller that owns it, or null.</summary>
    public JsonObject? Controller => content.Items("metadata", "ownerReferences").FirstOrDefault(owner => owner.Flag("controller"));
}
