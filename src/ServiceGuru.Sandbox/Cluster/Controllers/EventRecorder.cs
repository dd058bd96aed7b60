using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>Writes events; the same one again counts up, and the oldest go when a namespace has too many.</summary>
internal sealed class EventRecorder(ObjectStore store, SandboxClock clock, int limit = 1000)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Uid, string Reason, string Message), string> names = [];
    private readonly Dictionary<string, Queue<(string Uid, string Reason, string Message)>> kept = [];

    /// <summary>Records that something usual happened.</summary>
    public void Normal(StoredObject about, string component, string reason, string message, string? field = null) =>
        Record(about, "Normal", component, reason, message, field);

    /// <summary>Records that something went wrong.</summary>
    /// <param name="about">The object.</param>
    /// <param name="component">Who says so.</param>
    /// <param name="reason">The reason.</param>
    /// <param name="message">The message.</param>
    /// <param name="field">The part of the object.</param>
    /// <param name="first">When it was seen first, where that was before the sandbox began.</param>
    public void Warning(StoredObject about, string component, string reason, string message, string? field = null, DateTimeOffset? first = null) =>
        Record(about, "Warning", component, reason, message, field, first);

    private void Record(StoredObject about, string type, string component, string reason, string message, string? field, DateTimeOffset? first = null)
    {
        lock (gate)
        {
            var key = (about.Uid, reason, message);
            var now = clock.Now.Stamp();
            if (names.TryGetValue(key, out var name) && store.Update(ResourceKinds.Event, Space(about), name, seen =>
                {
                    seen["count"] = seen.Count("count") + 1;
                    seen["lastTimestamp"] = now;
                }) is not null)
            {
                return;
            }

            name = $"{about.Name}.{Guid.NewGuid():N}"[..(about.Name.Length + 17)];
            var made = Event(about, type, component, reason, message, field, name, now);
            made["firstTimestamp"] = (first ?? clock.Now).Stamp();
            store.Create(ResourceKinds.Event, made);
            names[key] = name;
            Trim(Space(about), key);
        }
    }

    // Events of what has no namespace are kept in this one.
    private static string Space(StoredObject about) => about.Namespace.Length == 0 ? "default" : about.Namespace;

    private void Trim(string space, (string Uid, string Reason, string Message) added)
    {
        if (!kept.TryGetValue(space, out var queue))
        {
            kept[space] = queue = new();
        }

        queue.Enqueue(added);
        if (queue.Count > limit && names.Remove(queue.Dequeue(), out var oldest))
        {
            store.Remove(ResourceKinds.Event, space, oldest);
        }
    }

    private static JsonObject Event(
        StoredObject about, string type, string component, string reason, string message, string? field, string name, string now)
    {
        var involved = new JsonObject
        {
            ["kind"] = about.Kind.Kind,
            ["namespace"] = about.Namespace,
            ["name"] = about.Name,
            ["uid"] = about.Uid,
            ["apiVersion"] = about.Kind.ApiVersion,
            ["resourceVersion"] = about.Content.Text("metadata", "resourceVersion"),
        };
        if (field is not null)
        {
            involved["fieldPath"] = field;
        }

        var source = new JsonObject { ["component"] = component };
        if (component == "kubelet" && about.Content.Text("spec", "nodeName") is { } host)
        {
            source["host"] = host;
        }

        return new()
        {
            ["kind"] = "Event",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = Space(about) },
            ["involvedObject"] = involved,
            ["reason"] = reason,
            ["message"] = message,
            ["source"] = source,
            ["firstTimestamp"] = now,
            ["lastTimestamp"] = now,
            ["count"] = 1,
            ["type"] = type,
            ["eventTime"] = null,
            ["reportingComponent"] = component,
            ["reportingInstance"] = source.Text("host") ?? "",
        };
    }
}
