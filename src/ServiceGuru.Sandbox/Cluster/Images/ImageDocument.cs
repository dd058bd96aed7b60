using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Images;

/// <summary>An image as image.openshift.io/v1 describes it (https://github.com/openshift/api/blob/master/image/v1/types.go).</summary>
internal static class ImageDocument
{
    /// <summary>The Image object of a manifest.</summary>
    public static JsonObject Make(CatalogImage image, DateTimeOffset created)
    {
        var labels = new JsonObject();
        if (image.Revision is not null)
        {
            labels["org.opencontainers.image.revision"] = image.Revision;
        }

        return new()
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = image.Digest,
                ["creationTimestamp"] = created.Stamp(),
                ["annotations"] = new JsonObject { ["image.openshift.io/dockerLayersOrder"] = "ascending" },
            },
            ["dockerImageReference"] = Reference(image),
            ["dockerImageMetadata"] = new JsonObject
            {
                ["kind"] = "DockerImage",
                ["apiVersion"] = "image.openshift.io/1.0",
                ["Id"] = image.Digest,
                ["Created"] = created.Stamp(),
                ["Architecture"] = "amd64",
                ["Size"] = image.Size,
                ["Config"] = new JsonObject { ["Labels"] = labels },
                ["ContainerConfig"] = new JsonObject(),
            },
            ["dockerImageMetadataVersion"] = "1.0",
            ["dockerImageManifestMediaType"] = "application/vnd.oci.image.manifest.v1+json",
        };
    }

    /// <summary>The reference by digest.</summary>
    public static string Reference(CatalogImage image) => $"{image.Image}@{image.Digest}";
}
