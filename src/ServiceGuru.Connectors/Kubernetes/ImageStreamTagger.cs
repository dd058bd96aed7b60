using System.Net;
using System.Text.Json.Nodes;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Operations;
using ServiceGuru.Rollouts;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// Points an image stream's tag at an image, in the manner of <c>oc tag --source=docker</c>
/// (https://github.com/openshift/oc/blob/master/pkg/cli/tag/tag.go), but in one update of the whole stream
/// (https://github.com/openshift/api/blob/master/image/v1/types.go): tag, policy and annotations change together, and
/// only if nobody has changed the stream since it was read.
/// </summary>
internal sealed class ImageStreamTagger(KubernetesApi api, string imagePath)
{
    // Each conflict means that somebody else changed the stream in between, e.g. an import.
    private const int MostConflicts = 5;

    /// <summary>Points the tag.</summary>
    public async Task PointAsync(TagPointer pointer, CancellationToken cancellationToken)
    {
        SystemClient client = await api.ConnectAsync(cancellationToken).ConfigureAwait(false);
        string path = $"{imagePath}/imagestreams/{Uri.EscapeDataString(pointer.ImageStream)}";
        for (int conflicts = 0; ; conflicts++)
        {
            JsonObject stream = await client.ReadOrNullAsync(client.Get(path), read => JsonObject.Create(read.Clone()), cancellationToken).ConfigureAwait(false)
                ?? throw client.Failures.Make(null, Missing(pointer));
            JsonNode before = stream.DeepClone();
            Change(client, stream, pointer);
            if (JsonNode.DeepEquals(before, stream))
            {
                return;
            }

            // The stream's resourceVersion goes along: an update that got through unnoticed makes the repetition a conflict.
            HttpCall call = client.Write(HttpMethod.Put, path, stream, idempotent: true);
            HttpAnswer answer = await client.SendAsync(call, cancellationToken, HttpStatusCode.Conflict).ConfigureAwait(false);
            if (answer.Succeeded)
            {
                return;
            }

            if (conflicts >= MostConflicts)
            {
                throw client.Failures.Refused(call, answer);
            }
        }
    }

    private static void Change(SystemClient client, JsonObject stream, TagPointer pointer)
    {
        JsonObject tag = Tag(stream, pointer.Tag);
        bool points = (string?)tag["from"]?["name"] == pointer.From && (string?)tag["from"]?["kind"] == "DockerImage";
        if (!points)
        {
            Expect(client, stream, pointer);
            tag["from"] = new JsonObject { ["kind"] = "DockerImage", ["name"] = pointer.From };

            // As oc does: 0 asks the cluster to import at once.
            tag["generation"] = 0;
            tag["reference"] = false;
        }

        JsonObject policy = tag["importPolicy"] as JsonObject ?? [];
        if ((bool?)policy["scheduled"] != pointer.Scheduled && (pointer.Scheduled || policy.ContainsKey("scheduled")))
        {
            policy["scheduled"] = pointer.Scheduled;
            tag["importPolicy"] ??= policy;
        }

        JsonObject metadata = (JsonObject)stream["metadata"]!;
        JsonObject annotations = metadata["annotations"] as JsonObject ?? [];
        foreach ((string name, string? value) in pointer.Annotations)
        {
            if (value is null)
            {
                annotations.Remove(name);
            }
            else if (!points || !annotations.ContainsKey(name))
            {
                annotations[name] = value;
            }
        }

        if (annotations.Count > 0)
        {
            metadata["annotations"] ??= annotations;
        }
    }

    private static JsonObject Tag(JsonObject stream, string name)
    {
        JsonObject spec = Child(stream, "spec");
        if (spec["tags"] is not JsonArray tags)
        {
            spec["tags"] = tags = [];
        }

        JsonObject? tag = tags.OfType<JsonObject>().FirstOrDefault(candidate => (string?)candidate["name"] == name);
        if (tag is null)
        {
            tag = new JsonObject { ["name"] = name, ["referencePolicy"] = new JsonObject { ["type"] = "Source" } };
            tags.Add(tag);
        }

        return tag;
    }

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
        {
            parent[name] = child = [];
        }

        return child;
    }

    private static void Expect(SystemClient client, JsonObject stream, TagPointer pointer)
    {
        if (pointer.Expected is null)
        {
            return;
        }

        JsonObject? status = (stream["status"]?["tags"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(candidate => (string?)candidate["tag"] == pointer.Tag);
        string? digest = (string?)(status?["items"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault()?["image"];
        if (digest != pointer.Expected)
        {
            throw client.Failures.Make(null, new Failure
            {
                Id = "ImageMovedMeanwhile",
                Message = $"{pointer.ImageStream}:{pointer.Tag} is not at the image any more for which this was planned.",
                Target = pointer.ImageStream,
                Cause = digest is null ? "It has no image now." : $"It is at {digest} now, and was at {pointer.Expected}.",
                NextAction = "Plan it again and look at what is new.",
            });
        }
    }

    private static Failure Missing(TagPointer pointer) => new()
    {
        Id = "ImageStreamMissing",
        Message = $"The cluster has no image stream {pointer.ImageStream}.",
        Target = pointer.ImageStream,
        NextAction = "Apply its manifest, or correct its name in the service definition.",
    };
}
