namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What goes wrong while production changes.</summary>
internal static class RolloutCases
{
    public static IReadOnlyList<FaultCase> All { get; } =
    [
        new("image-pull-backoff", FaultActs.Weekly)
        {
            FailureId = "RolloutFailed",
            ExitCode = 1,
            Says = ["ImagePullBackOff"],
            Then = RunChecks.GoesOnOnceMended("image-pull-backoff"),
        },
        new("pod-stuck-terminating", FaultActs.Weekly)
        {
            FailureId = "RolloutFailed",
            ExitCode = 1,
            Says = ["packit-worker-long-running", "does not end", "--force"],
            Then = RunChecks.GoesOnOnceMended("pod-stuck-terminating"),
        },
    ];
}
