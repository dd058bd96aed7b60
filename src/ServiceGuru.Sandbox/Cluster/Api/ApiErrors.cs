using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>
/// The API's errors with the reasons, codes and wording of Kubernetes
/// (https://github.com/kubernetes/apimachinery/blob/master/pkg/api/errors/errors.go).
/// </summary>
internal static class ApiErrors
{
    public static ApiException Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    public static ApiException NotFound(ResourceKind kind, string name) =>
        new(404, "NotFound", $"{kind.Qualified} \"{name}\" not found", Details(kind, name));

    /// <summary>The path leads nowhere.</summary>
    public static ApiException NoSuchResource() =>
        new(404, "NotFound", "the server could not find the requested resource", new JsonObject());

    public static ApiException AlreadyExists(ResourceKind kind, string name) =>
        new(409, "AlreadyExists", $"{kind.Qualified} \"{name}\" already exists", Details(kind, name));

    public static ApiException Conflict(ResourceKind kind, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {kind.Qualified} \"{name}\": {why}", Details(kind, name));

    public static ApiException Forbidden(ResourceKind kind, string name, string why) =>
        new(403, "Forbidden", $"{kind.Qualified} \"{name}\" is forbidden: {why}", Details(kind, name));

    public static ApiException BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiException MethodNotAllowed(string method, ResourceKind kind) =>
        new(405, "MethodNotAllowed", $"{method.ToLowerInvariant()} is not supported on resources of kind \"{kind.Qualified}\"",
            new JsonObject { ["group"] = kind.Group, ["kind"] = kind.Plural });

    public static ApiException UnsupportedMediaType(string mediaType, string supported) =>
        new(415, "UnsupportedMediaType", $"the body of the request was in an unknown format - accepted media types include: {supported} (got \"{mediaType}\")");

    public static ApiException Expired(string message) => new(410, "Expired", message);

    public static ApiException TooLarge(long asked, long current) =>
        new(504, "Timeout", $"Timeout: Too large resource version: {asked}, current: {current}", new JsonObject
        {
            ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
            ["retryAfterSeconds"] = 1,
        });

    /// <summary>A field's value breaks a rule.</summary>
    /// <param name="kind">The object's kind.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="reason"><c>FieldValueRequired</c>, <c>FieldValueInvalid</c>, …</param>
    /// <param name="field">The field's path.</param>
    /// <param name="message">What is wrong with it.</param>
    public static ApiException Invalid(ResourceKind kind, string name, string reason, string field, string message)
    {
        var details = new JsonObject
        {
            ["name"] = name,
            ["group"] = kind.Group,
            ["kind"] = kind.Kind,
            ["causes"] = new JsonArray(new JsonObject { ["reason"] = reason, ["message"] = message, ["field"] = field }),
        };
        var subject = kind.Group.Length == 0 ? kind.Kind : $"{kind.Kind}.{kind.Group}";
        return new(422, "Invalid", $"{subject} \"{name}\" is invalid: {field}: {message}", details);
    }

    private static JsonObject Details(ResourceKind kind, string name)
    {
        var details = new JsonObject { ["name"] = name };
        if (kind.Group.Length > 0)
        {
            details["group"] = kind.Group;
        }

        details["kind"] = kind.Plural;
        return details;
    }
}
