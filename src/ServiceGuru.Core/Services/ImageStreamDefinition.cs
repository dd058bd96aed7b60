using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>One OpenShift image stream and the image that it follows.</summary>
public sealed record ImageStreamDefinition
{
    /// <summary>The image stream's name.</summary>
    [Description("The image stream's name.")]
    public required string Name { get; init; }

    /// <summary>The image without tag, e.g. <c>quay.io/packit/packit-worker</c>.</summary>
    [Description("The image that it follows, without tag, e.g. quay.io/packit/packit-worker.")]
    public required string Image { get; init; }

    /// <summary>The upstream tag, where it is not the environment's.</summary>
    [Description("The upstream tag, where it is not the environment's imageTag.")]
    public string? Tag { get; init; }

    /// <summary>Whether a deployment imports it (the service's own images) or leaves it alone.</summary>
    [Description("Whether a deployment imports it; false for images of others that only follow along.")]
    public bool Import { get; init; } = true;
}
