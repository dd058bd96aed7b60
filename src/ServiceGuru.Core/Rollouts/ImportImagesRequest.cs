using System.ComponentModel;

namespace ServiceGuru.Rollouts;

/// <summary>What <c>rollout/import</c> is asked.</summary>
public sealed record ImportImagesRequest
{
    /// <summary>The environment, one of the definition's.</summary>
    [Description("The environment whose image streams are imported, one of the definition's.")]
    public required string Environment { get; init; }

    /// <summary>The image streams; all that a deployment imports if absent.</summary>
    [Description("The image streams to import; all whose import is true if absent.")]
    public IReadOnlyList<string>? ImageStreams { get; init; }

    /// <summary>Full commits by repository, of which the registry's images must be built; not checked if absent.</summary>
    [Description("Full commits by repository, of which the registry's images must be built, e.g. the output of branches/move.")]
    public IReadOnlyDictionary<string, string>? Revisions { get; init; }

    /// <summary>Whether images are imported that seem to be there already, and pods go that hang on an image that is not to be had.</summary>
    [Description("Whether to import also what seems to be there already, and to delete pods that hang on an image which is not to be had.")]
    public bool Again { get; init; }

    /// <summary>Whether a reverted deployment ends with this import.</summary>
    [Description("Whether the previous deployment's revert ends with this import: automatic imports go on, and the mark is removed.")]
    public bool AfterRevert { get; init; }
}
