using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Cluster.Images;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>
/// Answers ImageStreamImport: asks the registry at once and says what came of it. As in OpenShift the answer is 201
/// even where an image could not be imported; the reason stands in <c>status.images[].status</c>
/// (https://github.com/openshift/openshift-apiserver/blob/master/pkg/image/apiserver/registry/imagestreamimport/rest.go).
/// </summary>
internal sealed class ImportEndpoint(ObjectStore store, ImageImporter importer, DeploymentFaults faults, SandboxClock clock, ClientEffects effects)
{
    /// <summary>Answers one request.</summary>
    public async Task Create(HttpContext context, ApiPath path)
    {
        var request = await WriteEndpoint.Required(context).ConfigureAwait(false);
        var (space, name) = (path.Namespace!, request.Text("metadata", "name") ?? "");
        Check(path, request, space, name);
        var outcomes = new List<(ImportOutcome Outcome, JsonNode? Policy)>();
        foreach (var image in request.Items("spec", "images"))
        {
            var from = image.Text("from", "name")!;
            var outcome = await importer.Ask(space, name, image.Text("to", "name") ?? DefaultTag(from), from, context.RequestAborted).ConfigureAwait(false);
            outcomes.Add((outcome, image["importPolicy"]));
        }

        var answer = request.Copy();
        answer["kind"] = path.Kind.Kind;
        answer["apiVersion"] = path.Kind.ApiVersion;
        var metadata = answer.Ensure("metadata");
        metadata["namespace"] = space;
        metadata["creationTimestamp"] = clock.Now.Stamp();
        var status = new JsonObject { ["images"] = new JsonArray([.. outcomes.Select(one => Result(one.Outcome))]) };
        if (request.Flag("spec", "import") && !WriteEndpoint.DryRun(context))
        {
            status["import"] = Import(space, name, outcomes).Content.DeepClone();
            effects.Record("imagestreamimport", ResourceKinds.ImageStream, space, name, string.Join(", ",
                outcomes.Select(one => $"{one.Outcome.Tag} {one.Outcome.Image?.Digest ?? one.Outcome.Message}")));
        }

        answer["status"] = status;
        await JsonAnswer.Write(context, 201, answer).ConfigureAwait(false);
    }

    private void Check(ApiPath path, JsonObject request, string space, string name)
    {
        if (name.Length == 0)
        {
            throw ApiErrors.Invalid(path.Kind, "", "FieldValueRequired", "metadata.name", "Required value: name is required");
        }

        if (store.Find(ResourceKinds.Namespace, "", space) is null)
        {
            throw ApiErrors.NotFound(ResourceKinds.Namespace, space);
        }

        if (faults.ForbidsImport(space))
        {
            throw ApiErrors.Forbidden(path.Kind, name,
                $"User \"service-guru\" cannot create resource \"imagestreamimports\" in API group \"image.openshift.io\" in the namespace \"{space}\"");
        }

        if (request.At("spec", "repository") is not null)
        {
            throw ApiErrors.Invalid(path.Kind, name, "FieldValueForbidden", "spec.repository", "Forbidden: whole repositories are not imported here; list images");
        }

        var index = 0;
        foreach (var image in request.Items("spec", "images"))
        {
            if (image.Text("from", "kind") != "DockerImage" || image.Text("from", "name") is not { Length: > 0 })
            {
                throw ApiErrors.Invalid(path.Kind, name, "FieldValueInvalid", $"spec.images[{index}].from", "Invalid value: only DockerImage with a name is supported");
            }

            index++;
        }

        if (index == 0)
        {
            throw ApiErrors.Invalid(path.Kind, name, "FieldValueRequired", "spec.images", "Required value: you must specify at least one image");
        }
    }

    private StoredObject Import(string space, string name, List<(ImportOutcome Outcome, JsonNode? Policy)> outcomes)
    {
        void Note(JsonObject stream)
        {
            foreach (var (outcome, policy) in outcomes)
            {
                stream.Note(outcome, policy, clock.Now);
            }
        }

        if (store.Update(ResourceKinds.ImageStream, space, name, Note) is { } known)
        {
            return known;
        }

        var stream = ImageStreamContent.Make(space, name);
        Note(stream);
        return store.Create(ResourceKinds.ImageStream, stream);
    }

    private JsonObject Result(ImportOutcome outcome)
    {
        var result = new JsonObject { ["status"] = outcome.Status(), ["tag"] = outcome.Tag };
        if (outcome.Image is not null)
        {
            result["image"] = ImageDocument.Make(outcome.Image, clock.Now);
        }

        return result;
    }

    private static string DefaultTag(string from) =>
        from.LastIndexOf(':') is var colon && colon > from.LastIndexOf('/') && !from.Contains('@', StringComparison.Ordinal) ? from[(colon + 1)..] : "latest";
}
