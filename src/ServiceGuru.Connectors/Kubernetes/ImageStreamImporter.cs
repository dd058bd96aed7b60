using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Operations;
using ServiceGuru.Rollouts;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// Imports an image at once, by an ImageStreamImport (https://github.com/openshift/api/blob/master/image/v1/types.go),
/// in the manner of <c>oc import-image</c>: the tag keeps its policies, and the stream must not have changed since it was read.
/// </summary>
internal sealed class ImageStreamImporter(KubernetesApi api, string imagePath)
{
    private const string RevisionLabel = "org.opencontainers.image.revision";

    // Each conflict means that somebody else changed the stream in between, e.g. the scheduled import.
    private const int MostConflicts = 5;

    /// <summary>Imports an image into a tag.</summary>
    public async Task<ImportedImage> ImportAsync(string imageStream, string tag, string from, CancellationToken cancellationToken)
    {
        SystemClient client = await api.ConnectAsync(cancellationToken).ConfigureAwait(false);
        for (int conflicts = 0; ; conflicts++)
        {
            JsonObject body = await client.ReadOrNullAsync(
                client.Get($"{imagePath}/imagestreams/{Uri.EscapeDataString(imageStream)}"),
                stream => Request(client, stream, imageStream, tag, from),
                cancellationToken).ConfigureAwait(false) ?? throw Failed(client, imageStream, tag, from, "There is no such image stream.");

            // Importing the same image again changes nothing, so the request may be repeated.
            HttpCall call = client.Write(HttpMethod.Post, $"{imagePath}/imagestreamimports", body, idempotent: true);
            HttpAnswer answer = await client.SendAsync(call, cancellationToken, HttpStatusCode.Conflict).ConfigureAwait(false);
            if (answer.Succeeded)
            {
                return client.Read(call, answer, import => Result(client, import, imageStream, tag, from));
            }

            if (conflicts >= MostConflicts)
            {
                throw client.Failures.Refused(call, answer);
            }
        }
    }

    private JsonObject Request(SystemClient client, JsonElement stream, string imageStream, string tag, string from)
    {
        JsonElement? existing = stream.Items("spec", "tags").Where(t => t.Text("name") == tag).Select(t => (JsonElement?)t).FirstOrDefault();
        if (existing?.TextOrNull("from", "kind") is { } kind && kind != "DockerImage")
        {
            throw Failed(client, imageStream, tag, from, $"The tag follows {kind} {existing?.Text("from", "name")}, which is no image to import.");
        }

        // The server takes the request's policy over into the tag: without it, a scheduled tag would stop following.
        JsonObject image = new()
        {
            ["from"] = new JsonObject { ["kind"] = "DockerImage", ["name"] = from },
            ["to"] = new JsonObject { ["name"] = tag },
            ["importPolicy"] = Copy(existing?.At("importPolicy")) ?? [],
            ["referencePolicy"] = Copy(existing?.At("referencePolicy")) ?? new JsonObject { ["type"] = "Source" },
        };
        if (stream.At("metadata", "annotations")?.Text("openshift.io/image.insecureRepository") == "true")
        {
            image["importPolicy"]!["insecure"] = true;
        }

        return new JsonObject
        {
            ["apiVersion"] = "image.openshift.io/v1",
            ["kind"] = "ImageStreamImport",
            ["metadata"] = new JsonObject { ["name"] = imageStream, ["resourceVersion"] = stream.TextOrNull("metadata", "resourceVersion") },
            ["spec"] = new JsonObject { ["import"] = true, ["images"] = new JsonArray(image) },
            ["status"] = new JsonObject(),
        };
    }

    private ImportedImage Result(SystemClient client, JsonElement import, string imageStream, string tag, string from)
    {
        JsonElement status = import.Items("status", "images").Select(i => (JsonElement?)i).FirstOrDefault()
            ?? throw new UnexpectedShapeException("The answer lacks the status of the image.");
        if (status.At("image") is not { } image || status.Text("status", "status") == "Failure")
        {
            string[] words = [.. new[] { status.TextOrNull("status", "reason"), status.TextOrNull("status", "message") }.OfType<string>()];
            throw Failed(client, imageStream, tag, from, words.Length == 0 ? "The cluster gives no reason." : string.Join(": ", words));
        }

        string digest = image.NeedText("metadata", "name");
        return new ImportedImage(
            digest,
            image.TextOrNull("dockerImageReference") is { } reference && reference.Contains('@', StringComparison.Ordinal) ? reference : $"{WithoutTag(from)}@{digest}",
            Revision(image) ?? status.Items("manifests").Select(Revision).FirstOrDefault(revision => revision is not null));
    }

    private static JsonObject? Copy(JsonElement? policy) => policy is { ValueKind: JsonValueKind.Object } found ? JsonObject.Create(found.Clone()) : null;

    // Docker writes "Config" with a capital where OCI writes it small; the API server passes on what it was given.
    private static string? Revision(JsonElement image) =>
        image.Texts("dockerImageMetadata", "Config", "Labels").GetValueOrDefault(RevisionLabel)
        ?? image.Texts("dockerImageMetadata", "config", "Labels").GetValueOrDefault(RevisionLabel);

    private static string WithoutTag(string reference)
    {
        string name = reference.Split('@')[0];
        int colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[..colon] : name;
    }

    private static GuruException Failed(SystemClient client, string imageStream, string tag, string from, string cause) => client.Failures.Make(null, new Failure
    {
        Id = "ImageImportFailed",
        Kind = FailureKind.Refused,
        Message = $"The import of {from} into {imageStream}:{tag} failed.",
        Target = $"{imageStream}:{tag}",
        Cause = cause,
        NextAction = $"Check that {from} exists and that the cluster may pull it, then import it again.",
    });
}
