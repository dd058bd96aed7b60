namespace ServiceGuru.Health.Rules;

/// <summary>What a rule looks at.</summary>
internal interface IRuleSubject
{
    /// <summary>What holds for the whole check.</summary>
    RuleScope Scope { get; }

    /// <summary>The finding's target.</summary>
    string Target { get; }

    /// <summary>What stays the same when pods are replaced: the workload of a pod, else the target.</summary>
    string Subject => Target;
}
