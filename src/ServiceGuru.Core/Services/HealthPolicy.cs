using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>What a health check regards as normal.</summary>
public sealed record HealthPolicy
{
    /// <summary>How far back the error tracker is asked.</summary>
    [Description("How far back the error tracker is asked, e.g. 24h.")]
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a state may last that often heals by itself (scheduling, mounts, a pull that hit a rate limit).</summary>
    [Description("How long a state may last that often heals by itself, e.g. a pod that waits for a node.")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many restarts of a container are a crash loop and no longer a hiccup. At least 1.</summary>
    [Description("How many restarts of a container are a crash loop and no longer a hiccup.")]
    public int CrashLoopRestarts { get; init; } = 3;

    /// <summary>How many new or regressed issues the error tracker may show. At least 0.</summary>
    [Description("How many new or regressed issues the error tracker may show in the window.")]
    public int NewIssuesAllowed { get; init; }
}
