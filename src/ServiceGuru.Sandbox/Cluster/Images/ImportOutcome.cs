using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Images;

/// <summary>What the registry said to an import.</summary>
/// <param name="Tag">The tag of the image stream.</param>
/// <param name="From">The image that was asked for.</param>
/// <param name="Image">The image, or null where there is none to be had.</param>
internal sealed record ImportOutcome(string Tag, string From, CatalogImage? Image)
{
    /// <summary>Whether the registry does not let the cluster see it.</summary>
    public bool Denied { get; init; }

    /// <summary>Whether the registry did not answer at all.</summary>
    public bool Unreachable { get; init; }

    /// <summary>The reason of a failure, in one word.</summary>
    public string Reason => Unreachable ? "InternalError" : Denied ? "Unauthorized" : "NotFound";

    /// <summary>The reason of a failure.</summary>
    public string Message => Unreachable ? $"Internal error occurred: {From}: Get \"https://{From.Split('/')[0]}/v2/\": dial tcp: i/o timeout"
        : Denied ? $"you may not have access to the container image \"{From}\""
        : $"dockerimage.image.openshift.io \"{From}\" not found: manifest unknown";

    /// <summary>The result as meta/v1 Status.</summary>
    public JsonObject Status() => Image is not null
        ? new() { ["metadata"] = new JsonObject(), ["status"] = "Success" }
        : new()
        {
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
            ["reason"] = Reason,
            ["details"] = Unreachable
                ? new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = Message["Internal error occurred: ".Length..] }) }
                : new JsonObject { ["name"] = From, ["group"] = "image.openshift.io", ["kind"] = "dockerimage" },
            ["code"] = Unreachable ? 500 : Denied ? 401 : 404,
        };
}
