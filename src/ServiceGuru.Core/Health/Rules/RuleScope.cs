using ServiceGuru.Services;

namespace ServiceGuru.Health.Rules;

/// <summary>What holds for a whole check.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Policy">What counts as normal.</param>
/// <param name="Now">The time of the check.</param>
internal sealed record RuleScope(string Environment, string Namespace, HealthPolicy Policy, DateTimeOffset Now)
{
    /// <summary>Gives a command that a person can paste.</summary>
    public string Kubectl(string arguments) => $"kubectl -n {Namespace} {arguments}";
}
