using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Images;

/// <summary>Reads and changes image streams.</summary>
internal static class ImageStreamContent
{
    /// <summary>The annotation that tells of the last import.</summary>
    public const string Check = "openshift.io/image.dockerRepositoryCheck";

    /// <summary>The host of the cluster's own registry.</summary>
    public const string InternalRegistry = "image-registry.openshift-image-registry.svc:5000";

    // As in OpenShift, a tag remembers this many images.
    private const int History = 25;

    /// <summary>An image stream without tags.</summary>
    public static JsonObject Make(string space, string name) => new()
    {
        ["kind"] = "ImageStream",
        ["apiVersion"] = "image.openshift.io/v1",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = space },
        ["spec"] = new JsonObject { ["lookupPolicy"] = new JsonObject { ["local"] = true }, ["tags"] = new JsonArray() },
        ["status"] = new JsonObject { ["dockerImageRepository"] = $"{InternalRegistry}/{space}/{name}", ["tags"] = new JsonArray() },
    };

    /// <summary>A tag of the spec, or null.</summary>
    public static JsonObject? SpecTag(this JsonNode stream, string tag) =>
        stream.Items("spec", "tags").FirstOrDefault(one => one.Text("name") == tag);

    /// <summary>A tag of the status, or null.</summary>
    public static JsonObject? StatusTag(this JsonNode stream, string tag) =>
        stream.Items("status", "tags").FirstOrDefault(one => one.Text("tag") == tag);

    /// <summary>
    /// Notes an import's outcome: a new image goes to the front of the tag's history, the same image again changes
    /// nothing, a failure becomes the condition ImportSuccess=False, which the next success removes.
    /// </summary>
    /// <param name="stream">The image stream, changed.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="policy">The import policy that the request gave, if any.</param>
    /// <param name="now">When.</param>
    public static void Note(this JsonObject stream, ImportOutcome outcome, JsonNode? policy, DateTimeOffset now)
    {
        var before = stream.Copy();
        var generation = (stream.Number("metadata", "generation") ?? 0) + 1;
        var tag = stream.StatusTag(outcome.Tag);
        if (tag is null)
        {
            tag = new JsonObject { ["tag"] = outcome.Tag, ["items"] = new JsonArray() };
            stream.Ensure("status").EnsureList("tags").Add(tag);
        }

        if (outcome.Image is null)
        {
            Fail(tag, outcome, generation, now);
            EnsureSpec(stream, outcome, policy, null);
        }
        else
        {
            var changed = tag.Items("items").FirstOrDefault()?.Text("image") != outcome.Image.Digest;
            if (changed)
            {
                Push(tag, outcome, generation, now);
            }

            EnsureSpec(stream, outcome, policy, changed ? generation : null);
            tag.Remove("conditions");
        }

        if (!JsonNode.DeepEquals(before, stream) || stream.Text("metadata", "annotations", Check) is null)
        {
            stream.Ensure("metadata", "annotations")[Check] = now.Stamp();
        }
    }

    private static void Push(JsonObject tag, ImportOutcome outcome, long generation, DateTimeOffset now)
    {
        var items = tag.EnsureList("items");
        items.Insert(0, new JsonObject
        {
            ["created"] = now.Stamp(),
            ["dockerImageReference"] = ImageDocument.Reference(outcome.Image!),
            ["image"] = outcome.Image!.Digest,
            ["generation"] = generation,
        });
        while (items.Count > History)
        {
            items.RemoveAt(items.Count - 1);
        }
    }

    private static void Fail(JsonObject tag, ImportOutcome outcome, long generation, DateTimeOffset now)
    {
        var known = tag.Items("conditions").FirstOrDefault();
        if (known is null || known.Text("message") != outcome.Message)
        {
            tag["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "ImportSuccess",
                ["status"] = "False",
                ["lastTransitionTime"] = now.Stamp(),
                ["reason"] = outcome.Reason,
                ["message"] = outcome.Message,
                ["generation"] = generation,
            });
        }
    }

    private static void EnsureSpec(JsonObject stream, ImportOutcome outcome, JsonNode? policy, long? generation)
    {
        var spec = stream.SpecTag(outcome.Tag);
        if (spec is null)
        {
            spec = new JsonObject
            {
                ["name"] = outcome.Tag,
                ["annotations"] = null,
                ["from"] = new JsonObject { ["kind"] = "DockerImage", ["name"] = outcome.From },
                ["importPolicy"] = policy?.DeepClone() ?? new JsonObject(),
                ["referencePolicy"] = new JsonObject { ["type"] = "Source" },
            };
            stream.Ensure("spec").EnsureList("tags").Add(spec);
            generation ??= 0;
        }

        if (generation is not null)
        {
            spec["from"] = new JsonObject { ["kind"] = "DockerImage", ["name"] = outcome.From };
            spec["generation"] = generation;
        }

        if (policy is not null && outcome.Image is not null)
        {
            spec["importPolicy"] = policy.DeepClone();
        }
    }
}
