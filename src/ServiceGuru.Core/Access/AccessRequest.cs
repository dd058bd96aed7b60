using System.ComponentModel;

namespace ServiceGuru.Access;

/// <summary>Which rights to check.</summary>
public sealed record AccessRequest
{
    /// <summary>The systems; all if absent.</summary>
    [Description("The systems, e.g. [github, kubernetes]; all if absent.")]
    public IReadOnlyList<string>? Systems { get; init; }

    /// <summary>How long each system may take to answer.</summary>
    [Description("How long each system may take to answer.")]
    public TimeSpan Timeout { get; init; } = AccessInspection.Timeout;
}
