using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>How often to look and how long to wait. All values are more than zero.</summary>
public sealed record TimingDefinition
{
    /// <summary>Between two looks at a workflow run or the registry.</summary>
    [Description("Between two looks at a workflow run or the registry.")]
    public TimeSpan BuildPoll { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Until a workflow run for a moved commit must have appeared.</summary>
    [Description("Until a workflow run for a moved commit must have appeared.")]
    public TimeSpan BuildAppears { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Until all builds must have ended.</summary>
    [Description("Until all builds must have ended.")]
    public TimeSpan BuildTimeout { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Until a finished build's image must be in the registry.</summary>
    [Description("Until a finished build's image must be in the registry.")]
    public TimeSpan ImageAppears { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Between two looks at a rollout.</summary>
    [Description("Between two looks at a rollout.")]
    public TimeSpan RolloutPoll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Until all workloads must run the new images.</summary>
    [Description("Until all workloads must run the new images.")]
    public TimeSpan RolloutTimeout { get; init; } = TimeSpan.FromMinutes(15);
}
