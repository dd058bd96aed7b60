namespace ServiceGuru.Host.Sandboxes;

/// <summary>What sandbox to raise and for how long.</summary>
internal sealed record SandboxPlan
{
    public const double DefaultSpeed = 120;

    /// <summary>The service: a path or a shipped name.</summary>
    public required string Service { get; init; }

    /// <summary>The folder, absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>How many times faster than life, at least 1.</summary>
    public double Speed { get; init; } = DefaultSpeed;

    /// <summary>The port, 0 for a free one.</summary>
    public int Port { get; init; }

    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>After which time it ends by itself; null: never.</summary>
    public TimeSpan? Lifetime { get; init; }
}
