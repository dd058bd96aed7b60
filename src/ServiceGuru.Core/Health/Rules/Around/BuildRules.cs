using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Health.Rules.Around;

/// <summary>The newest Build of a BuildConfig did not end well.</summary>
internal static class BuildRules
{
    public static IReadOnlyList<HealthRule<AroundSubject<BuildRunState>>> All { get; } =
    [
        new("BuildFailed", HealthLayer.Build, FindingSeverity.Terminal, build => build.State.Phase is "Failed" or "Error"
            ? Seen(build, $"{build.Target} failed: what it should have built is not there.") with
            {
                Severity = build.State.EndedAt is { } ended && build.Scope.Now - ended > build.Scope.Policy.Window ? FindingSeverity.Warning : null,
            }
            : null),
        new("BuildCancelled", HealthLayer.Build, FindingSeverity.Warning, build => build.State.Phase == "Cancelled"
            ? Seen(build, $"{build.Target} was cancelled.")
            : null),
        new("BuildPending", HealthLayer.Build, FindingSeverity.AfterGrace, build => build.State.Phase is "New" or "Pending"
            ? Seen(build, $"{build.Target} has not begun yet.")
            : null),
    ];

    private static Sighting Seen(AroundSubject<BuildRunState> build, string message) => new(message)
    {
        Since = build.State.EndedAt ?? build.State.CreatedAt,
        Cause = build.State.Message,
        Evidence = [$"phase {build.State.Phase}{(build.State.Reason is null ? string.Empty : $", reason {build.State.Reason}")}"],
        NextAction = $"oc logs {build.Target} -n {build.Scope.Namespace}; then oc start-build {build.State.Config ?? "BUILDCONFIG"} -n {build.Scope.Namespace}",
    };
}
