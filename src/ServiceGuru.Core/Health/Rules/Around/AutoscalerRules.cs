using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Health.Rules.Around;

/// <summary>A HorizontalPodAutoscaler can't do its work.</summary>
internal static class AutoscalerRules
{
    public static IReadOnlyList<HealthRule<AroundSubject<AutoscalerState>>> All { get; } =
    [
        new("AutoscalerCannotScale", HealthLayer.Workload, FindingSeverity.AfterGrace, scaler => Condition(scaler, "AbleToScale", "False") is { } condition
            ? Seen(scaler, condition, $"{scaler.Target} can't scale {scaler.State.Scales}.")
            : null),
        new("AutoscalerNoMetrics", HealthLayer.Workload, FindingSeverity.Warning, scaler => Condition(scaler, "ScalingActive", "False") is { Reason: not "ScalingDisabled" } condition
            ? Seen(scaler, condition, $"{scaler.Target} has no metrics, so {scaler.State.Scales} stays at {scaler.State.Current} pods whatever its load.")
            : null),
        new("AutoscalerAtMaximum", HealthLayer.Workload, FindingSeverity.Warning, scaler => scaler.State.Maximum > 0 && scaler.State.Desired >= scaler.State.Maximum
            && Condition(scaler, "ScalingLimited", "True") is { Reason: "TooManyReplicas" } condition
            ? Seen(scaler, condition, $"{scaler.Target} wants more than the {scaler.State.Maximum} pods that it may give {scaler.State.Scales}.")
            : null),
    ];

    private static ConditionState? Condition(AroundSubject<AutoscalerState> scaler, string type, string status) =>
        scaler.State.Conditions.FirstOrDefault(condition => condition.Type == type && condition.Status == status);

    private static Sighting Seen(AroundSubject<AutoscalerState> scaler, ConditionState condition, string message) => new(message)
    {
        Since = condition.ChangedAt,
        Cause = condition.Message,
        Evidence = [Evidence.Line(condition), $"{scaler.State.Current} pods, {scaler.State.Desired} wanted, at most {scaler.State.Maximum}"],
        NextAction = scaler.Describe(),
    };
}
