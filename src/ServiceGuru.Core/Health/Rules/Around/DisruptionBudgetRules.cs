using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Health.Rules.Around;

/// <summary>A PodDisruptionBudget keeps nodes from being drained.</summary>
internal static class DisruptionBudgetRules
{
    public static IReadOnlyList<HealthRule<AroundSubject<DisruptionBudgetState>>> All { get; } =
    [
        new("DisruptionBudgetBlocks", HealthLayer.Workload, FindingSeverity.Warning, budget => budget.State is { Expected: > 0, Allowed: 0 }
            ? new Sighting($"{budget.Target} allows no eviction: a node with its pods can't be drained.")
            {
                Evidence = [$"{budget.State.Healthy} of {budget.State.Expected} pods healthy, {budget.State.Needed} needed"],
                NextAction = budget.State.Healthy < budget.State.Needed ? $"{budget.Describe()}; its pods are not healthy." : $"{budget.Describe()}; it needs as many pods as there are.",
            }
            : null),
    ];
}
