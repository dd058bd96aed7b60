namespace ServiceGuru.Sandbox.Faults;

/// <summary>What a health check finds.</summary>
internal static class HealthFaults
{
    /// <summary>The faults.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        new("api-down", "health/check", "The route of staging's API answers 503.",
            "The staging check is unhealthy and names the endpoint with its answer."),
        new("dashboard-down", "health/check", "The route of staging's dashboard answers 503.",
            "The staging check is unhealthy and names the dashboard with its answer."),
        new("database-down", "health/check", "Staging's API answers, but not what needs its database.",
            "The staging check is unhealthy although healthz answers."),
        new("sentry-down", "health/check", "The error tracker answers 503.",
            "Nobody can tell whether staging is healthy (exit code 3), and nothing is moved."),
        new("sentry-rate-jump", "health/check", "An issue that is known for months happens many times as often as before.",
            "The staging check is unhealthy with both rates; a baseline that had the jump already makes it known."),
        new("sentry-spike", "health/check", "The error tracker has three new issues in staging.",
            "The staging check is unhealthy, lists the issues, and nothing is moved."),
        new("staging-behind", "health/check", "Staging runs packit-service as it was three merges ago.",
            "The staging check is unhealthy and tells how many commits staging lacks."),
        new("staging-crash-loop", "health/check", "A worker in staging is in CrashLoopBackOff.",
            "The staging check is unhealthy with exit code and last log lines, and nothing is moved."),
    ];
}
