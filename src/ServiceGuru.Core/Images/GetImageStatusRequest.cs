using System.ComponentModel;

namespace ServiceGuru.Images;

/// <summary>Which images to ask for.</summary>
public sealed record GetImageStatusRequest
{
    /// <summary>The environment; the production one if absent.</summary>
    [Description("The environment; the production one if absent.")]
    public string? Environment { get; init; }

    /// <summary>The repositories by name; all that build images if absent.</summary>
    [Description("The repositories by name; all that build images if absent.")]
    public IReadOnlyList<string>? Repositories { get; init; }
}
