using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Cluster.Images;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>
/// Tells what the user may do (https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/): everything,
/// but for what a fault forbids. The list of rules names no resource of OpenShift and says that it is incomplete, as those
/// of clusters with further authorizers do.
/// </summary>
internal sealed class AccessReviews(DeploymentFaults faults)
{
    /// <summary>Below what the reviews are posted.</summary>
    public const string Path = "apis/authorization.k8s.io/v1/";

    /// <summary>Answers a review.</summary>
    /// <param name="context">The request.</param>
    /// <param name="kind">The collection that it was posted to.</param>
    public async Task Answer(HttpContext context, string kind)
    {
        JsonObject review = await RequestBody.Object(context.Request, context.RequestAborted).ConfigureAwait(false) ?? throw ApiErrors.BadRequest("no body");
        JsonObject spec = review["spec"] as JsonObject ?? throw ApiErrors.BadRequest("spec is required");
        review["status"] = kind switch
        {
            "selfsubjectaccessreviews" => Decide(spec["resourceAttributes"] as JsonObject ?? throw ApiErrors.BadRequest("spec.resourceAttributes is required")),
            "selfsubjectrulesreviews" => Rules(),
            _ => throw ApiErrors.NoSuchResource(),
        };
        await JsonAnswer.Write(context, 201, review).ConfigureAwait(false);
    }

    private JsonObject Decide(JsonObject asked)
    {
        bool imports = Word(asked, "group") == "image.openshift.io" && Word(asked, "verb") is "create" or "update" && faults.ForbidsImport(Word(asked, "namespace"));
        bool executes = Word(asked, "resource") == "pods" && Word(asked, "subresource") == "exec" && faults.ForbidsExec;
        return imports || executes
            ? new JsonObject { ["allowed"] = false, ["reason"] = string.Empty }
            : new JsonObject { ["allowed"] = true, ["reason"] = "RBAC: allowed by RoleBinding \"serviceguru-operator\"" };
    }

    private JsonObject Rules() => new()
    {
        ["resourceRules"] = new JsonArray(
            Rule(["get", "list", "watch", "delete"], [""], ["pods", "pods/log", "events", "services", "persistentvolumeclaims"]),
            Rule(faults.ForbidsExec ? [] : ["get", "create"], [""], ["pods/exec"]),
            Rule(["*"], ["apps", "batch", "autoscaling", "policy", "discovery.k8s.io"], ["*"])),
        ["nonResourceRules"] = new JsonArray(),
        ["incomplete"] = true,
    };

    private static JsonObject Rule(string[] verbs, string[] groups, string[] resources) =>
        new() { ["verbs"] = Words(verbs), ["apiGroups"] = Words(groups), ["resources"] = Words(resources) };

    private static JsonArray Words(string[] words) => new([.. words.Select(word => (JsonNode)word)]);

    private static string Word(JsonObject attributes, string name) => (string?)attributes[name] ?? string.Empty;
}
