using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Health.Rules.Around;

/// <summary>An OpenShift DeploymentConfig is not where it should be.</summary>
internal static class DeploymentConfigRules
{
    public static IReadOnlyList<HealthRule<AroundSubject<DeploymentConfigState>>> All { get; } =
    [
        new("DeploymentConfigCancelled", HealthLayer.Workload, FindingSeverity.Terminal, config => Condition(config, "Progressing", "False") is { Reason: "RolloutCancelled" } condition
            ? Seen(config, condition, $"The rollout of {config.Target} was cancelled.")
            : null),
        new("DeploymentConfigFailed", HealthLayer.Workload, FindingSeverity.Terminal, config => Condition(config, "Progressing", "False") is { } condition
            ? Seen(config, condition, $"The rollout of {config.Target} failed.")
            : null),
        new("DeploymentConfigUnavailable", HealthLayer.Workload, FindingSeverity.AfterGrace, config => Condition(config, "Available", "False") is { } condition
            ? Seen(config, condition, $"{config.Target} has {config.State.Available} of {config.State.Desired} pods available.")
            : null),
        new("DeploymentConfigPaused", HealthLayer.Workload, FindingSeverity.Warning, config => config.State.Paused
            ? new Sighting($"The rollout of {config.Target} is paused.") { NextAction = $"oc rollout resume dc/{config.Name} -n {config.Scope.Namespace}" }
            : null),
    ];

    private static ConditionState? Condition(AroundSubject<DeploymentConfigState> config, string type, string status) =>
        config.State.Conditions.FirstOrDefault(condition => condition.Type == type && condition.Status == status);

    private static Sighting Seen(AroundSubject<DeploymentConfigState> config, ConditionState condition, string message) => new(message)
    {
        Since = condition.ChangedAt,
        Cause = condition.Message,
        Evidence = [Evidence.Line(condition), $"{config.State.Desired} wanted, {config.State.Updated} updated, {config.State.Available} available"],
        NextAction = $"oc describe dc/{config.Name} -n {config.Scope.Namespace}; then oc rollout retry dc/{config.Name} -n {config.Scope.Namespace}",
    };
}
