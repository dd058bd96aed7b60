namespace ServiceGuru.Sandbox.Cluster.Faults;

/// <summary>What a fault does to a pod; what it leaves out goes as usual.</summary>
internal sealed record PodTrouble
{
    /// <summary>The runtime's words when it pulls the image (given), or null where it can.</summary>
    public Func<string, string>? NoImage { get; init; }

    /// <summary>Whether its init containers never end.</summary>
    public bool InitHangs { get; init; }

    /// <summary>How its program ends soon after its start, or null where it doesn't.</summary>
    public ProgramEnd? Dies { get; init; }

    /// <summary>What its readiness probe says, or null where the pod gets Ready.</summary>
    public string? Unready { get; init; }

    /// <summary>The kubelet's words when it puts the pod off its node, or null.</summary>
    public string? Evicted { get; init; }

    /// <summary>What its program writes though it goes on, or null.</summary>
    public Func<DateTimeOffset, IReadOnlyList<string>>? Complains { get; init; }

    /// <summary>Whether it does not end when it is told to.</summary>
    public bool NeverEnds { get; init; }
}
