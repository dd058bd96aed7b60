namespace ServiceGuru.Health.Rules.Around;

/// <summary>Something around the pods as rules see it.</summary>
/// <param name="Scope">What holds for the whole check.</param>
/// <param name="View">What else is in the namespace.</param>
/// <param name="Kind">Its kind as the API writes it, e.g. <c>CronJob</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">Its state.</param>
internal sealed record AroundSubject<TState>(RuleScope Scope, NamespaceView View, string Kind, string Name, TState State) : IRuleSubject
{
    public string Target => $"{Kind.ToLowerInvariant()}/{Name}";

    /// <summary>Finds the newest event about it with one of the reasons, as long as it is no older than the policy's window.</summary>
    public ClusterEvent? Event(params ReadOnlySpan<string> reasons)
    {
        foreach (ClusterEvent seen in View.Events(Kind, Name))
        {
            if (reasons.Contains(seen.Reason) && Scope.Now - seen.LastSeen < Scope.Policy.Window)
            {
                return seen;
            }
        }

        return null;
    }

    public string Describe() => Scope.Kubectl($"describe {Target}");
}
