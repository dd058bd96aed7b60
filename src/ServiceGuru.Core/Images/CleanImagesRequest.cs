using System.ComponentModel;

namespace ServiceGuru.Images;

/// <summary>Which old images to remove; what is absent is as the definition has it (<c>registry.cleanup</c>).</summary>
public sealed record CleanImagesRequest
{
    /// <summary>The registry's repositories, without namespace.</summary>
    [Description("The registry's repositories, without namespace; as in the definition if absent.")]
    public IReadOnlyList<string>? Repositories { get; init; }

    /// <summary>How many tags of a kind stay, at least 1.</summary>
    [Description("How many tags of a kind (stable-..., main-...) stay, at least 1; as in the definition if absent.")]
    public int? KeepNewest { get; init; }

    /// <summary>Tags that were pushed within this time stay.</summary>
    [Description("Tags that were pushed within this time stay, e.g. 30d; as in the definition if absent.")]
    public TimeSpan? OlderThan { get; init; }

    /// <summary>Tags that stay by name, with <c>*</c> and <c>?</c>, beside the definition's.</summary>
    [Description("Further tags that stay by name; * and ? stand for anything.")]
    public IReadOnlyList<string>? Keep { get; init; }
}
