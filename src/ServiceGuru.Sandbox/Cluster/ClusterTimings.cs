namespace ServiceGuru.Sandbox.Cluster;

/// <summary>How long things last in life; <see cref="World.SandboxClock"/> divides by the speed.</summary>
internal static class ClusterTimings
{
    public static TimeSpan Scheduling { get; } = TimeSpan.FromSeconds(0.5);

    public static TimeSpan Sandbox { get; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Pulling an image that the node does not have.</summary>
    public static TimeSpan Pull { get; } = TimeSpan.FromSeconds(6);

    /// <summary>Asking the registry about an image that the node has.</summary>
    public static TimeSpan PullAgain { get; } = TimeSpan.FromSeconds(0.5);

    public static TimeSpan UntilReady { get; } = TimeSpan.FromSeconds(6);

    /// <summary>An init container that has little to do.</summary>
    public static TimeSpan InitContainer { get; } = TimeSpan.FromSeconds(2);

    public static TimeSpan Termination { get; } = TimeSpan.FromSeconds(3);

    /// <summary>What <see cref="Termination"/> lasts at least here, however fast time runs.</summary>
    public static TimeSpan ShortestTermination { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>What a progress deadline lasts at least here: below it, a busy machine alone would look like a stuck rollout.</summary>
    public static TimeSpan ShortestProgressDeadline { get; } = TimeSpan.FromSeconds(5);

    /// <summary>From a container's start to its crash.</summary>
    public static TimeSpan UntilCrash { get; } = TimeSpan.FromSeconds(4);

    /// <summary>How old a trouble is that is there from the start.</summary>
    public static TimeSpan TroubleAge { get; } = TimeSpan.FromMinutes(20);

    public static TimeSpan FirstBackOff { get; } = TimeSpan.FromSeconds(10);

    public static TimeSpan LongestBackOff { get; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a failed pull shows its error before it shows that it is backing off.</summary>
    public static TimeSpan PullErrorShown { get; } = TimeSpan.FromSeconds(3);

    /// <summary>From a tag's move to the scheduled import that notices it.</summary>
    public static TimeSpan ScheduledImport { get; } = TimeSpan.FromMinutes(15);

    public static TimeSpan Import { get; } = TimeSpan.FromSeconds(1);

    public static TimeSpan SlowImport { get; } = TimeSpan.FromSeconds(30);
}
