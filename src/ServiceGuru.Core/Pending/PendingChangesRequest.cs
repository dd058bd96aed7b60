using System.ComponentModel;

namespace ServiceGuru.Pending;

/// <summary>Of which repositories and environment.</summary>
public sealed record PendingChangesRequest
{
    /// <summary>The repositories by name; all of the definition if absent.</summary>
    [Description("The repositories by name; all of the definition if absent.")]
    public IReadOnlyList<string>? Repositories { get; init; }

    /// <summary>The environment whose infrastructure and secrets are compared; the production one if absent.</summary>
    [Description("The environment whose infrastructure and secrets are compared; the only production one if absent.")]
    public string? Environment { get; init; }
}
