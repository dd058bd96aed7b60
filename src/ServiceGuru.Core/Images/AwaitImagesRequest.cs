using System.ComponentModel;

namespace ServiceGuru.Images;

/// <summary>Which commits' images to wait for.</summary>
public sealed record AwaitImagesRequest
{
    /// <summary>The full commit by repository; the heads of the environment's branch if absent.</summary>
    [Description("The full commit by repository, e.g. ${{ steps.move.output.revisions }}; the heads of the environment's branch if absent.")]
    public IReadOnlyDictionary<string, string>? Revisions { get; init; }

    /// <summary>The environment; the production one if absent.</summary>
    [Description("The environment whose image tag is awaited; the production one if absent.")]
    public string? Environment { get; init; }
}
