using System.Globalization;
using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Api;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Storage;

/// <summary>
/// All objects of the cluster, one version counter over them, and the window of recent changes that watches resume from.
/// Thread-safe; every write is atomic.
/// </summary>
/// <param name="clock">Gives creation times.</param>
/// <param name="window">How many changes are remembered; an older resourceVersion is answered with 410.</param>
internal sealed class ObjectStore(SandboxClock clock, int window = 4096)
{
    private readonly Lock gate = new();
    private readonly Dictionary<ResourceKind, SortedDictionary<ObjectName, StoredObject>> objects =
        ResourceKinds.All.ToDictionary(kind => kind, _ => new SortedDictionary<ObjectName, StoredObject>());

    private readonly Queue<StoreChange> recent = new();
    private readonly List<StoreWatch> watches = [];

    // Real clusters are never at version 1; a small head start also leaves room for "too old".
    private long version = 1000;
    private long forgotten = 1000;

    /// <summary>Raised for every change, in order, inside the write: handlers only take note and return.</summary>
    public event Action<StoreChange>? Changed;

    /// <summary>Gets the newest resourceVersion.</summary>
    public long Version
    {
        get
        {
            lock (gate)
            {
                return version;
            }
        }
    }

    /// <summary>Finds an object; the namespace is empty for kinds without one.</summary>
    public StoredObject? Find(ResourceKind kind, string @namespace, string name)
    {
        lock (gate)
        {
            return objects[kind].GetValueOrDefault(new(@namespace, name));
        }
    }

    /// <summary>Lists a kind, in one namespace or (null) in all.</summary>
    public StoreSnapshot List(ResourceKind kind, string? @namespace)
    {
        lock (gate)
        {
            return new(version, [.. objects[kind].Values.Where(item => @namespace is null || item.Namespace == @namespace)]);
        }
    }

    /// <summary>Adds an object and fills in uid, creation time and versions.</summary>
    /// <exception cref="ApiException">409 where it exists.</exception>
    public StoredObject Create(ResourceKind kind, JsonObject content)
    {
        lock (gate)
        {
            var metadata = content.Ensure("metadata");
            var key = new ObjectName(metadata.Text("namespace") ?? "", metadata.Text("name") ?? "");
            if (objects[kind].ContainsKey(key))
            {
                throw ApiErrors.AlreadyExists(kind, key.Name);
            }

            metadata["uid"] = Guid.NewGuid().ToString();
            metadata["creationTimestamp"] ??= clock.Now.Stamp();
            if (kind.CountsGenerations)
            {
                metadata["generation"] ??= 1;
            }

            return Commit(ChangeType.Added, kind, key, content, null);
        }
    }

    /// <summary>Changes a copy of an object and stores it; nothing is written where nothing changed.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="namespace">The namespace.</param>
    /// <param name="name">The name.</param>
    /// <param name="change">Changes the copy; what it throws leaves the object as it was.</param>
    /// <returns>The object as stored now, or null where there is none.</returns>
    public StoredObject? Update(ResourceKind kind, string @namespace, string name, Action<JsonObject> change)
    {
        lock (gate)
        {
            var key = new ObjectName(@namespace, name);
            if (!objects[kind].TryGetValue(key, out var before))
            {
                return null;
            }

            var content = before.Content.Copy();
            change(content);
            if (JsonNode.DeepEquals(content, before.Content))
            {
                return before;
            }

            if (kind.CountsGenerations && !JsonNode.DeepEquals(content["spec"], before.Content["spec"]))
            {
                content.Ensure("metadata")["generation"] = (before.Content.Number("metadata", "generation") ?? 0) + 1;
            }

            var after = Commit(ChangeType.Modified, kind, key, content, before);

            // The last finalizer's removal is what ends a delete that was waiting for it.
            return after.Deleting && kind != ResourceKinds.Pod && after.Content.At("metadata", "finalizers") is not JsonArray { Count: > 0 }
                ? Remove(kind, @namespace, name)
                : after;
        }
    }

    /// <summary>Removes an object at once.</summary>
    /// <returns>Its last content, or null where there was none.</returns>
    public StoredObject? Remove(ResourceKind kind, string @namespace, string name)
    {
        lock (gate)
        {
            var key = new ObjectName(@namespace, name);
            return objects[kind].Remove(key, out var before) ? Commit(ChangeType.Deleted, kind, key, before.Content.Copy(), before) : null;
        }
    }

    /// <summary>Follows a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="from">The resourceVersion after which changes are wanted; null starts with what exists now.</param>
    /// <exception cref="ApiException">410 where the changes since then are forgotten.</exception>
    public StoreWatch Watch(ResourceKind kind, long? from)
    {
        lock (gate)
        {
            if (from < forgotten)
            {
                throw ApiErrors.Expired($"too old resource version: {from} ({forgotten})");
            }

            if (from > version)
            {
                throw ApiErrors.TooLarge(from.Value, version);
            }

            var watch = new StoreWatch(version, Forget) { Kind = kind };
            var missed = from is null
                ? objects[kind].Values.Select(item => new StoreChange(ChangeType.Added, item, null))
                : recent.Where(change => change.Object.Kind == kind && change.Version > from);
            foreach (var change in missed)
            {
                watch.Catch(change);
            }

            watches.Add(watch);
            return watch;
        }
    }

    private void Forget(StoreWatch watch)
    {
        lock (gate)
        {
            watches.Remove(watch);
        }
    }

    private StoredObject Commit(ChangeType type, ResourceKind kind, ObjectName key, JsonObject content, StoredObject? before)
    {
        version++;
        content.Ensure("metadata")["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture);
        var after = new StoredObject(kind, version, content);
        if (type != ChangeType.Deleted)
        {
            objects[kind][key] = after;
        }

        var change = new StoreChange(type, after, before);
        recent.Enqueue(change);
        if (recent.Count > window)
        {
            forgotten = recent.Dequeue().Version;
        }

        foreach (var watch in watches.Where(watch => watch.Kind == kind))
        {
            watch.Offer(change);
        }

        Changed?.Invoke(change);
        return after;
    }
}
