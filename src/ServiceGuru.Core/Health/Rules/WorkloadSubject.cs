using ServiceGuru.Images;
using ServiceGuru.Services;

namespace ServiceGuru.Health.Rules;

/// <summary>A workload that must be there.</summary>
/// <param name="Scope">What holds for the whole check.</param>
/// <param name="Definition">What the definition says.</param>
/// <param name="State">What the cluster has.</param>
/// <param name="Wanted">How many pods the definition wants in this environment.</param>
/// <param name="Pods">Its pods, also those that end.</param>
/// <param name="Events">The events about it and its ReplicaSets, newest first.</param>
/// <param name="Stream">The image stream's tag that feeds it, if any.</param>
internal sealed record WorkloadSubject(
    RuleScope Scope,
    WorkloadDefinition Definition,
    WorkloadState? State,
    int Wanted,
    IReadOnlyList<PodState> Pods,
    IReadOnlyList<ClusterEvent> Events,
    ImageStreamTagState? Stream) : IRuleSubject
{
    public string Target => WorkloadNames.Of(Definition.Kind, Definition.Name);

    public ConditionState? Condition(string type, string status) =>
        State?.Conditions.FirstOrDefault(condition => condition.Type == type && condition.Status == status);

    public string Describe() => Scope.Kubectl($"describe {Target}");
}
