using ServiceGuru.Health;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;

namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What a health check finds.</summary>
internal static class HealthCases
{
    public static IReadOnlyList<FaultCase> All { get; } =
    [
        new("api-down", Check) { FailureId = "EnvironmentUnhealthy", ExitCode = 1, Says = ["EndpointUnhealthy", "/api/stg/healthz", "503"], Then = HealsAsync("api-down") },
        new("dashboard-down", Check) { FailureId = "EnvironmentUnhealthy", ExitCode = 1, Says = ["/dashboard/stg", "503"], Then = HealsAsync("dashboard-down") },
        new("database-down", Check) { FailureId = "EnvironmentUnhealthy", ExitCode = 1, Says = ["copr-builds", "500"], Then = HealsAsync("database-down") },
        new("sentry-down", Check) { FailureId = "HealthUnknown", ExitCode = 3, Says = ["error tracker", "503"], Then = HealsAsync("sentry-down") },
        new("sentry-rate-jump", Check)
        {
            FailureId = "EnvironmentUnhealthy",
            ExitCode = 1,
            Says = ["IssueRateJump", "502 Server Error", "times an hour"],
            Then = async (world, _) =>
            {
                ServiceSession session = await world.OpenAsync();
                HealthPictureRequest picture = new() { Environment = "stg" };
                (HealthBaseline baseline, Failure? none) = await session.AskAsync<HealthBaseline>("health/baseline", picture, world.WorkingDirectory, SilentProgress.Instance, default);
                none.ShouldBeNull("a baseline concludes well whatever it shows");
                HealthCheckRequest request = new() { Environment = "stg", Baseline = baseline, Since = TimeSpan.FromHours(24) };
                (HealthReport report, Failure? failure) = await session.AskAsync<HealthReport>("health/check", request, world.WorkingDirectory, SilentProgress.Instance, default);
                failure?.ToString().ShouldBeNull();
                await HealsAsync("sentry-rate-jump")(world, FaultOutcome.Of(failure));
            },
        },
        new("sentry-spike", FaultActs.Weekly) { FailureId = "EnvironmentUnhealthy", ExitCode = 1, Never = ["git ", "matrix ", "slack "] },
        new("staging-behind", FaultActs.Weekly) { FailureId = "EnvironmentUnhealthy", ExitCode = 1, Says = ["VersionBehind", "packit-service", "commits behind main"], Never = ["git ", "matrix ", "slack "] },
        new("staging-crash-loop", FaultActs.Weekly)
        {
            FailureId = "EnvironmentUnhealthy",
            ExitCode = 1,
            Says = ["CrashLoop", "packit-worker-short-running-0"],
            Never = ["git ", "matrix ", "slack "],
        },
    ];

    private static Func<SandboxFixture, Task<FaultOutcome>> Check => FaultActs.Ask("health/check", new HealthCheckRequest { Environment = "stg" });

    private static Func<SandboxFixture, FaultOutcome, Task> HealsAsync(string fault) => async (world, _) =>
    {
        world.Sandbox.SetFault(fault, false);
        FaultOutcome again = await Check(world);
        again.Failure?.ToString().ShouldBeNull();
    };
}
