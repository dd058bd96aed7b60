using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Controllers;
using ServiceGuru.Sandbox.Cluster.Images;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>Carries clients' writes out: what may be changed, with which preconditions, and what stays the server's.</summary>
internal sealed class ObjectWriter(ObjectStore store, SandboxClock clock)
{
    // Members that clients send back as they got them, and that only the server changes.
    private static readonly string[] Server =
        ["uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds", "resourceVersion", "name", "namespace"];

    /// <summary>Makes an object.</summary>
    /// <exception cref="ApiException">400, 404, 409 or 422.</exception>
    public StoredObject Create(ApiPath path, JsonObject item, bool dryRun)
    {
        var metadata = item.Ensure("metadata");
        if (path.Kind.Namespaced)
        {
            if (metadata.Text("namespace") is { } space && space != path.Namespace)
            {
                throw ApiErrors.BadRequest($"the namespace of the provided object does not match the namespace sent on the request");
            }

            metadata["namespace"] = path.Namespace;
            if (store.Find(ResourceKinds.Namespace, "", path.Namespace ?? "") is null)
            {
                throw ApiErrors.NotFound(ResourceKinds.Namespace, path.Namespace ?? "");
            }
        }

        if (metadata.Text("name") is not { Length: > 0 })
        {
            metadata["name"] = metadata.Text("generateName") is { Length: > 0 } prefix
                ? $"{prefix}{TemplateHash.Suffix()}"
                : throw ApiErrors.Invalid(path.Kind, "", "FieldValueRequired", "metadata.name", "Required value: name or generateName is required");
        }

        foreach (var name in Server[..^2])
        {
            metadata.Remove(name);
        }

        if (path.Kind.Subresources.Contains("status"))
        {
            item.Remove("status");
        }

        ObjectRules.Default(path.Kind, item);
        ObjectRules.Check(path.Kind, item, null);
        if (path.Kind == ResourceKinds.Pod)
        {
            QuotaController.Admit(store, item);
        }

        if (path.Kind == ResourceKinds.ImageStream)
        {
            StampTags(item, null, 1);
        }

        return dryRun && store.Find(path.Kind, path.Namespace ?? "", metadata.Text("name")!) is null
            ? new(path.Kind, store.Version, item)
            : store.Create(path.Kind, item);
    }

    /// <summary>Changes an object as a client says.</summary>
    /// <param name="path">The object, or its subresource <c>status</c>.</param>
    /// <param name="change">Changes a copy.</param>
    /// <param name="dryRun">Whether to store nothing.</param>
    /// <exception cref="ApiException">404, 409 or 422.</exception>
    public StoredObject Update(ApiPath path, Action<JsonObject> change, bool dryRun)
    {
        var space = path.Namespace ?? "";
        if (dryRun)
        {
            var now = store.Find(path.Kind, space, path.Name!) ?? throw ApiErrors.NotFound(path.Kind, path.Name!);
            var copy = now.Content.Copy();
            Apply(path, copy, change);
            return new(path.Kind, now.Version, copy);
        }

        return store.Update(path.Kind, space, path.Name!, item => Apply(path, item, change)) ?? throw ApiErrors.NotFound(path.Kind, path.Name!);
    }

    /// <summary>Deletes an object; a pod gets its grace.</summary>
    /// <returns>The object, and whether it still exists.</returns>
    /// <exception cref="ApiException">404 or 409.</exception>
    public (StoredObject Object, bool Remains) Delete(ApiPath path, DeleteOptions options)
    {
        var space = path.Namespace ?? "";
        var item = store.Find(path.Kind, space, path.Name!) ?? throw ApiErrors.NotFound(path.Kind, path.Name!);
        if (options.Uid is { } uid && uid != item.Uid)
        {
            throw ApiErrors.Conflict(path.Kind, item.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {item.Uid}");
        }

        if (options.DryRun)
        {
            return (item, true);
        }

        if (item.Content.At("metadata", "finalizers") is JsonArray { Count: > 0 })
        {
            return (store.Update(path.Kind, space, item.Name, content => content.Ensure("metadata")["deletionTimestamp"] ??= clock.Now.Stamp())!, true);
        }

        if (options.Orphan)
        {
            Orphan(item);
        }

        var after = path.Kind == ResourceKinds.Pod
            ? PodFactory.Delete(store, item, options.Grace, grace => clock.Now + clock.Scale(TimeSpan.FromSeconds(grace)))
            : store.Remove(path.Kind, space, item.Name);
        return (after ?? item, store.Find(path.Kind, space, item.Name)?.Uid == item.Uid);
    }

    private void Orphan(StoredObject owner)
    {
        foreach (var item in ResourceKinds.All.SelectMany(kind => store.Owned(kind, owner)))
        {
            store.Update(item.Kind, item.Namespace, item.Name, content => content.Ensure("metadata").Remove("ownerReferences"));
        }
    }

    private static void Apply(ApiPath path, JsonObject item, Action<JsonObject> change)
    {
        var before = item.Copy();
        change(item);
        var sent = item.Text("metadata", "resourceVersion");
        if (sent is { Length: > 0 } && sent != before.Text("metadata", "resourceVersion"))
        {
            throw ApiErrors.Conflict(path.Kind, path.Name!, "the object has been modified; please apply your changes to the latest version and try again");
        }

        if (item.Text("metadata", "name") is { } name && name != path.Name)
        {
            throw ApiErrors.BadRequest($"the name of the object ({name}) does not match the name on the URL ({path.Name})");
        }

        var metadata = item.Ensure("metadata");
        foreach (var member in Server)
        {
            Restore(metadata, before["metadata"]!, member);
        }

        if (path.Subresource == "status")
        {
            // Whatever else was sent is ignored.
            var status = item["status"]?.DeepClone();
            item.Clear();
            foreach (var (member, value) in before)
            {
                item[member] = value?.DeepClone();
            }

            item["status"] = status;
            return;
        }

        if (path.Kind.Subresources.Contains("status"))
        {
            Restore(item, before, "status");
        }

        ObjectRules.Default(path.Kind, item);
        ObjectRules.Check(path.Kind, item, before);
        if (path.Kind == ResourceKinds.ImageStream)
        {
            StampTags(item, before, (before.Number("metadata", "generation") ?? 0) + 1);
        }
    }

    /// <summary>
    /// A tag that points elsewhere, or is sent with generation 0, gets the stream's new generation, by which the import is
    /// asked for; else nobody changes it
    /// (https://github.com/openshift/openshift-apiserver/blob/master/pkg/image/apiserver/registry/imagestream/strategy.go).
    /// </summary>
    private static void StampTags(JsonObject stream, JsonObject? before, long generation)
    {
        foreach (var tag in stream.Items("spec", "tags"))
        {
            var known = before?.SpecTag(tag.Text("name") ?? "");
            var asked = tag.Number("generation") == 0 && known?.Number("generation") is not (null or 0);
            if (asked || !JsonNode.DeepEquals(known?["from"], tag["from"]))
            {
                tag["generation"] = generation;
            }
            else if (known?["generation"] is { } kept)
            {
                tag["generation"] = kept.DeepClone();
            }
        }
    }

    private static void Restore(JsonObject item, JsonNode before, string member)
    {
        if (before[member] is { } value)
        {
            item[member] = value.DeepClone();
        }
        else
        {
            item.Remove(member);
        }
    }
}
