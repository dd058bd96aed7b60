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

    /// <summary>The time before the window with which the error tracker's rates are compared. More than zero.</summary>
    [Description("The time before the window with which the error tracker's event rates are compared, e.g. 7d.")]
    public TimeSpan RateBaseline { get; init; } = TimeSpan.FromDays(7);

    /// <summary>By which factor an issue's events per hour must grow to count as a jump. More than 1.</summary>
    [Description("By which factor an issue's events per hour must grow to count as a jump.")]
    public double RateFactor { get; init; } = 4;

    /// <summary>From how many events in the window on a jump counts; a handful proves nothing. At least 1.</summary>
    [Description("From how many events in the window on a jump of an issue's rate counts.")]
    public int RateMinimum { get; init; } = 50;

    /// <summary>How long a commit may be on a branch and not run yet before it counts: images must be built first.</summary>
    [Description("How long commits may wait for their deployment before an environment counts as behind its branch, e.g. 3h.")]
    public TimeSpan BehindGrace { get; init; } = TimeSpan.FromHours(3);
}
