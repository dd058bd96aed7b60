using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>One workload of the service.</summary>
public sealed record WorkloadDefinition
{
    /// <summary>The object's name.</summary>
    [Description("The object's name.")]
    public required string Name { get; init; }

    /// <summary>The object's kind.</summary>
    [Description("The object's kind.")]
    public WorkloadKind Kind { get; init; } = WorkloadKind.Deployment;

    /// <summary>How many pods it runs, unless the environment says otherwise. At least 0.</summary>
    [Description("How many pods it runs, unless the environment says otherwise.")]
    public int Replicas { get; init; } = 1;

    /// <summary>The image stream that feeds it; none for images that the service does not build or follow.</summary>
    [Description("The image stream that feeds it, one of imageStreams; absent where the image is fixed.")]
    public string? ImageStream { get; init; }

    /// <summary>The image where no image stream feeds it, e.g. <c>valkey/valkey:8</c>.</summary>
    [Description("The image, where no image stream feeds the workload.")]
    public string? Image { get; init; }

    /// <summary>The container that runs the image; the first one if absent.</summary>
    [Description("The container that runs the image; the first one if absent.")]
    public string? Container { get; init; }
}
