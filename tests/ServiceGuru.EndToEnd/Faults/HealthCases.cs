namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What a health check finds.</summary>
internal static class HealthCases
{
    public static IReadOnlyList<FaultCase> All { get; } =
    [
        new("sentry-spike", FaultActs.Weekly) { FailureId = "EnvironmentUnhealthy", ExitCode = 1, Never = ["git ", "matrix ", "slack "] },
        new("staging-crash-loop", FaultActs.Weekly)
        {
            FailureId = "EnvironmentUnhealthy",
            ExitCode = 1,
            Says = ["CrashLoopBackOff", "packit-worker-short-running-0"],
            Never = ["git ", "matrix ", "slack "],
        },
    ];
}
