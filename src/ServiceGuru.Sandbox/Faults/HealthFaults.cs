namespace ServiceGuru.Sandbox.Faults;

/// <summary>What a health check finds.</summary>
internal static class HealthFaults
{
    /// <summary>The faults.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        new("sentry-spike", "health/check", "The error tracker has three new issues in staging.",
            "The staging check is unhealthy, lists the issues, and nothing is moved."),
        new("staging-crash-loop", "health/check", "A worker in staging is in CrashLoopBackOff.",
            "The staging check is unhealthy with exit code and last log lines, and nothing is moved."),
    ];
}
