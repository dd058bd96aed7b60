namespace ServiceGuru.Health.Rules;

/// <summary>
/// All states that a health check knows. The order tells what explains what: the first container rule that matches
/// speaks for its container, and a group of pod rules speaks only where no earlier group found something that counts.
/// </summary>
internal static class RuleTable
{
    /// <summary>States of a pod before its containers start.</summary>
    public static IReadOnlyList<IReadOnlyList<HealthRule<PodSubject>>> BeforeContainers { get; } =
        [EndRules.All, PodNotices.PullSecret, PodNotices.Preempting, SchedulingRules.All, CreationRules.All];

    /// <summary>States of a container.</summary>
    public static IReadOnlyList<HealthRule<ContainerSubject>> Containers { get; } = [.. ImageRules.All, .. StartRules.All, .. RunRules.All];

    /// <summary>States of a pod whose containers run.</summary>
    public static IReadOnlyList<HealthRule<PodSubject>> AfterContainers { get; } = ProbeRules.All;

    /// <summary>States of a workload that say why.</summary>
    public static IReadOnlyList<HealthRule<WorkloadSubject>> Workloads { get; } = WorkloadRules.Causes;

    /// <summary>States of a workload that its pods may explain.</summary>
    public static IReadOnlyList<HealthRule<WorkloadSubject>> WorkloadSymptoms { get; } = WorkloadRules.Symptoms;

    /// <summary>States of an image stream.</summary>
    public static IReadOnlyList<HealthRule<ImageStreamSubject>> ImageStreams { get; } = ImageStreamRules.All;

    /// <summary>Gives what the first rule that matches found.</summary>
    public static HealthFinding? First<TSubject>(IReadOnlyList<HealthRule<TSubject>> rules, TSubject subject)
        where TSubject : IRuleSubject
    {
        foreach (HealthRule<TSubject> rule in rules)
        {
            if (rule.Apply(subject) is { } finding)
            {
                return finding;
            }
        }

        return null;
    }
}
