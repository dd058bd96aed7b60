using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Patching;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>Answers creates, updates, patches and deletes.</summary>
internal sealed class WriteEndpoint(ObjectReader reader, ObjectWriter writer, ClientEffects effects)
{
    /// <summary>Answers a create.</summary>
    public async Task Create(HttpContext context, ApiPath path)
    {
        var item = await Required(context).ConfigureAwait(false);
        var dryRun = DryRun(context);
        var made = writer.Create(path, item, dryRun);
        if (!dryRun)
        {
            effects.Record($"create-{path.Kind.Singular}", path.Kind, path.Namespace, made.Name);
        }

        await JsonAnswer.Write(context, 201, made.Utf8).ConfigureAwait(false);
    }

    /// <summary>Answers an update.</summary>
    public async Task Replace(HttpContext context, ApiPath path)
    {
        var item = await Required(context).ConfigureAwait(false);
        var dryRun = DryRun(context);
        var made = writer.Update(path, before => Copy(item, before), dryRun);
        if (!dryRun)
        {
            effects.Record("update", path.Kind, path.Namespace, made.Name, TagEndpoint.Describe(made));
        }

        await JsonAnswer.Write(context, 200, made.Utf8).ConfigureAwait(false);
    }

    /// <summary>Answers a patch; a server-side apply makes what does not exist.</summary>
    public async Task Patch(HttpContext context, ApiPath path)
    {
        var bytes = await RequestBody.Bytes(context.Request, context.RequestAborted).ConfigureAwait(false);
        var patch = ClientPatch.Read(context.Request.ContentType, bytes);
        var dryRun = DryRun(context);
        var (made, code) = Patch(path, patch, dryRun);
        if (!dryRun)
        {
            effects.Record(patch.IsApply ? "apply" : "patch", path.Kind, path.Namespace, made.Name, Encoding.UTF8.GetString(bytes));
        }

        await JsonAnswer.Write(context, code, made.Utf8).ConfigureAwait(false);
    }

    /// <summary>Answers the delete of one object.</summary>
    public async Task Delete(HttpContext context, ApiPath path)
    {
        var body = await RequestBody.Object(context.Request, context.RequestAborted).ConfigureAwait(false);
        var (item, remains) = Delete(path, DeleteOptions.Read(body, context.Request.Query));
        if (remains || path.Kind == ResourceKinds.Pod)
        {
            await JsonAnswer.Write(context, 200, item.Utf8).ConfigureAwait(false);
            return;
        }

        await JsonAnswer.Write(context, 200, new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = new JsonObject { ["name"] = item.Name, ["group"] = path.Kind.Group, ["kind"] = path.Kind.Plural, ["uid"] = item.Uid },
        }).ConfigureAwait(false);
    }

    /// <summary>Answers the delete of all that a selector selects.</summary>
    public async Task DeleteMany(HttpContext context, ApiPath path, ListOptions selection)
    {
        var body = await RequestBody.Object(context.Request, context.RequestAborted).ConfigureAwait(false);
        var options = DeleteOptions.Read(body, context.Request.Query);
        var gone = new JsonArray();
        foreach (var item in reader.List(path.Kind, path.Namespace).Objects.Where(selection.Selects))
        {
            var one = path with { Namespace = path.Kind.Namespaced ? item.Namespace : null, Name = item.Name };
            gone.Add(Delete(one, options).Object.Content.DeepClone());
        }

        await JsonAnswer.Write(context, 200, new JsonObject
        {
            ["kind"] = $"{path.Kind.Kind}List", ["apiVersion"] = path.Kind.ApiVersion, ["metadata"] = new JsonObject(), ["items"] = gone,
        }).ConfigureAwait(false);
    }

    /// <summary>Whether the client wants to see what would come of it.</summary>
    public static bool DryRun(HttpContext context) => context.Request.Query["dryRun"] == "All";

    /// <summary>The body, which has to be there.</summary>
    public static async Task<JsonObject> Required(HttpContext context) =>
        await RequestBody.Object(context.Request, context.RequestAborted).ConfigureAwait(false) ?? throw ApiErrors.BadRequest("the request has no body");

    private (StoredObject Object, bool Remains) Delete(ApiPath path, DeleteOptions options)
    {
        var deleted = writer.Delete(path, options);
        if (!options.DryRun)
        {
            effects.Record($"delete-{path.Kind.Singular}", path.Kind, path.Namespace, path.Name!, options.Grace == 0 ? "grace 0" : null);
        }

        return deleted;
    }

    private (StoredObject Object, int Code) Patch(ApiPath path, ClientPatch patch, bool dryRun)
    {
        try
        {
            return (writer.Update(path, patch.Apply, dryRun), 200);
        }
        catch (ApiException absent) when (absent.Code == 404 && patch.IsApply && path.Subresource is null)
        {
            var item = patch.Applied;
            item.Ensure("metadata")["name"] = path.Name;
            return (writer.Create(path, item, dryRun), 201);
        }
    }

    private static void Copy(JsonObject from, JsonObject to)
    {
        to.Clear();
        foreach (var (name, value) in from)
        {
            to[name] = value?.DeepClone();
        }
    }
}
