using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Images;

/// <summary>What the registry said to an import.</summary>
/// <param name="Tag">The tag of the image stream.</param>
/// <param name="From">The image that was asked for.</param>
/// <param name="Image">The image, or null where the registry has none.</param>
internal sealed record ImportOutcome(string Tag, string From, CatalogImage? Image)
{
    /// <summary>Whether the registry does not let the cluster see it.</summary>
    public bool Denied { get; init; }

    /// <summary>The reason of a failure, in one word.</summary>
    public string Reason => Denied ? "Unauthorized" : "NotFound";

    /// <summary>The reason of a failure.</summary>
    public string Message => Denied
        ? $"you may not have access to the container image \"{From}\""
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
            ["details"] = new JsonObject { ["name"] = From, ["group"] = "image.openshift.io", ["kind"] = "dockerimage" },
            ["code"] = Denied ? 401 : 404,
        };
}
