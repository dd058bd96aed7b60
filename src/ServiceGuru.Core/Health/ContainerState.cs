namespace ServiceGuru.Health;

/// <summary>A container as the kubelet reports it.</summary>
public sealed record ContainerState
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is an init container.</summary>
    public bool Init { get; init; }

    /// <summary>Whether it is a sidecar: an init container that goes on running (<c>restartPolicy: Always</c>).</summary>
    public bool Sidecar { get; init; }

    /// <summary>The image as the pod's spec names it.</summary>
    public required string Image { get; init; }

    /// <summary>The digest that runs (<c>imageID</c> without its name), or null before it was pulled.</summary>
    public string? Digest { get; init; }

    /// <summary>The ports that it says it listens on.</summary>
    public IReadOnlyList<ContainerPort> Ports { get; init; } = [];

    /// <summary>What it does.</summary>
    public required ContainerPhase Phase { get; init; }

    /// <summary>Why it waits or ended, e.g. <c>CrashLoopBackOff</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The kubelet's message.</summary>
    public string? Message { get; init; }

    /// <summary>Whether it is ready.</summary>
    public bool Ready { get; init; }

    /// <summary>How often it was restarted.</summary>
    public int Restarts { get; init; }

    /// <summary>When it started, if it runs or ran.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, if it did.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The exit code, if it ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The exit code of its run before, if it was restarted.</summary>
    public int? LastExitCode { get; init; }

    /// <summary>Why its run before ended, e.g. <c>OOMKilled</c>.</summary>
    public string? LastReason { get; init; }

    /// <summary>When its run before ended.</summary>
    public DateTimeOffset? LastFinishedAt { get; init; }
}
