using System.Text.Json.Nodes;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>A request that the API refuses; the client gets a <c>Status</c> object.</summary>
/// <param name="code">The HTTP status code.</param>
/// <param name="reason">The machine-readable reason, e.g. <c>NotFound</c>.</param>
/// <param name="message">The message.</param>
/// <param name="details">The object that it is about and the causes, if any.</param>
internal sealed class ApiException(int code, string reason, string message, JsonObject? details = null) : Exception(message)
{
    public int Code => code;

    /// <summary>The answer's body (meta/v1 Status).</summary>
    public JsonObject Status()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
            ["reason"] = reason,
        };
        if (details is not null)
        {
            status["details"] = details.DeepClone();
        }

        status["code"] = code;
        return status;
    }
}
