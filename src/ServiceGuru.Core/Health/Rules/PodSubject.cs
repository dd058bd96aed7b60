namespace ServiceGuru.Health.Rules;

/// <summary>A pod as rules see it.</summary>
/// <param name="Scope">What holds for the whole check.</param>
/// <param name="Pod">The pod.</param>
/// <param name="Events">The events about it (not about an earlier pod of its name), newest first.</param>
/// <param name="Replaced">Whether its workload has all the Ready pods that it wants without this one.</param>
internal sealed record PodSubject(RuleScope Scope, PodState Pod, IReadOnlyList<ClusterEvent> Events, bool Replaced) : IRuleSubject
{
    public string Target => $"pod/{Pod.Name}";

    public string Subject => Pod switch
    {
        { OwnerKind: "ReplicaSet", OwnerName: { } name } when name.LastIndexOf('-') is > 0 and int hyphen => $"deployment/{name[..hyphen]}",
        { OwnerKind: { } kind, OwnerName: { } name } => $"{kind.ToLowerInvariant()}/{name}",
        _ => Target,
    };

    public bool OfStatefulSet => Pod.OwnerKind == "StatefulSet";

    /// <summary>When containers could first be made: the pod was on its node.</summary>
    public DateTimeOffset PlacedAt => Condition("PodScheduled", "True")?.ChangedAt ?? Pod.CreatedAt;

    public ConditionState? Condition(string type, string status)
    {
        foreach (ConditionState condition in Pod.Conditions)
        {
            if (condition.Type == type)
            {
                return condition.Status == status ? condition : null;
            }
        }

        return null;
    }

    /// <summary>Finds the newest event with a reason, and with a text in its message if one is given.</summary>
    public ClusterEvent? Event(string reason, string? text = null)
    {
        foreach (ClusterEvent candidate in Events)
        {
            if (candidate.Reason == reason && (text is null || candidate.Message.Contains(text, StringComparison.OrdinalIgnoreCase)))
            {
                return candidate;
            }
        }

        return null;
    }

    public string Describe() => Scope.Kubectl($"describe pod {Pod.Name}");

    /// <summary>A StatefulSet doesn't replace a broken pod by itself, even when its template is right again (kubernetes#67250).</summary>
    public string ThenDelete(string action) => OfStatefulSet
        ? $"{action} Then let the StatefulSet make the pod anew: {Scope.Kubectl($"delete pod {Pod.Name}")}"
        : action;
}
