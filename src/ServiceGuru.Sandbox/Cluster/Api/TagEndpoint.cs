using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Cluster.Images;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>
/// Answers writes of ImageStreamTags, as <c>oc tag</c> makes them: each is a change of the stream behind it
/// (https://github.com/openshift/openshift-apiserver/blob/master/pkg/image/apiserver/registry/imagestreamtag/rest.go).
/// </summary>
internal sealed class TagEndpoint(ObjectStore store, ObjectWriter writer, ImageStreamTagView views, ClientEffects effects)
{
    /// <summary>Where the tags of an image stream point, for the record; null for other kinds.</summary>
    public static string? Describe(StoredObject item) => item.Kind != ResourceKinds.ImageStream ? null : string.Join(", ",
        item.Content.Items("spec", "tags").Select(tag => $"{tag.Text("name")} {tag.Text("from", "name")}{(tag.Flag("importPolicy", "scheduled") ? " scheduled" : string.Empty)}"));

    /// <summary>Answers a create; the tag must not be in the stream's spec.</summary>
    public async Task Create(HttpContext context, ApiPath path)
    {
        var body = await WriteEndpoint.Required(context).ConfigureAwait(false);
        var name = body.Text("metadata", "name") ?? "";
        var (stream, tag) = Parse(name);
        if (store.Find(ResourceKinds.ImageStream, path.Namespace!, stream)?.Content.SpecTag(tag) is not null)
        {
            throw ApiErrors.AlreadyExists(path.Kind, name);
        }

        await Write(context, path with { Name = name }, body, 201).ConfigureAwait(false);
    }

    /// <summary>Answers an update, which makes what does not exist.</summary>
    public async Task Replace(HttpContext context, ApiPath path) =>
        await Write(context, path, await WriteEndpoint.Required(context).ConfigureAwait(false), 200).ConfigureAwait(false);

    /// <summary>Answers a delete: the tag and its history go, the images stay.</summary>
    public async Task Delete(HttpContext context, ApiPath path)
    {
        var (stream, tag) = Parse(path.Name!);
        var found = store.Find(ResourceKinds.ImageStream, path.Namespace!, stream)?.Content;
        if (found?.SpecTag(tag) is null && found?.StatusTag(tag) is null)
        {
            throw ApiErrors.NotFound(path.Kind, path.Name!);
        }

        if (!WriteEndpoint.DryRun(context))
        {
            store.Update(ResourceKinds.ImageStream, path.Namespace!, stream, content =>
            {
                content.SpecTag(tag)?.Parent?.AsArray().Remove(content.SpecTag(tag));
                content.StatusTag(tag)?.Parent?.AsArray().Remove(content.StatusTag(tag));
            });
            effects.Record("delete-imagestreamtag", path.Kind, path.Namespace, path.Name!);
        }

        await JsonAnswer.Write(context, 200, new JsonObject
        {
            ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success",
        }).ConfigureAwait(false);
    }

    private async Task Write(HttpContext context, ApiPath path, JsonObject body, int code)
    {
        var (stream, tag) = Parse(path.Name!);
        var sent = body["tag"] as JsonObject ?? throw ApiErrors.BadRequest($"imagestreamtag {path.Name} is not a spec tag in imagestream {path.Namespace}/{stream}, cannot be updated");
        var dryRun = WriteEndpoint.DryRun(context);
        var target = new ApiPath(ResourceKinds.ImageStream, path.Namespace, stream, null);
        if (store.Find(ResourceKinds.ImageStream, path.Namespace!, stream) is null)
        {
            writer.Create(target with { Name = null }, ImageStreamContent.Make(path.Namespace!, stream), dryRun);
        }

        var made = writer.Update(target, content => Put(content, tag, sent), dryRun);
        if (!dryRun)
        {
            effects.Record("tag", ResourceKinds.ImageStream, path.Namespace, made.Name, Describe(made));
        }

        var view = views.Find(path.Namespace!, path.Name!)?.Content.Copy() ?? body;
        view["tag"] = made.Content.SpecTag(tag)?.DeepClone();
        await JsonAnswer.Write(context, code, view).ConfigureAwait(false);
    }

    private static void Put(JsonObject stream, string tag, JsonObject sent)
    {
        var wanted = sent.Copy();
        wanted["name"] = tag;
        var tags = stream.Ensure("spec").EnsureList("tags");
        if (stream.SpecTag(tag) is { } known)
        {
            tags[tags.IndexOf(known)] = wanted;
        }
        else
        {
            tags.Add(wanted);
        }
    }

    private static (string Stream, string Tag) Parse(string name) => name.Split(':') is [{ Length: > 0 } stream, { Length: > 0 } tag]
        ? (stream, tag)
        : throw ApiErrors.BadRequest("ImageStreamTags must be retrieved with <name>:<tag>");
}
