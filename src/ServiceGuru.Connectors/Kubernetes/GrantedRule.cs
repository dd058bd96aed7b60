using System.Text.Json;
using ServiceGuru.Connectors.Http;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>A rule of a SelfSubjectRulesReview.</summary>
/// <param name="Verbs">The verbs, or <c>*</c>.</param>
/// <param name="Groups">The API groups, or <c>*</c>.</param>
/// <param name="Resources">The resources with their subresources, or <c>*</c>.</param>
/// <param name="Limited">Whether it is for objects of certain names only.</param>
internal sealed record GrantedRule(string[] Verbs, string[] Groups, string[] Resources, bool Limited)
{
    /// <summary>Reads one.</summary>
    public static GrantedRule Of(JsonElement rule) => new(Words(rule, "verbs"), Words(rule, "apiGroups"), Words(rule, "resources"), rule.Items("resourceNames").Any());

    /// <summary>Whether it grants a right on every object.</summary>
    public bool Grants(ClusterRight right) => !Limited && Has(Verbs, right.Verb) && Has(Groups, right.Group) && Has(Resources, right.Resource);

    private static string[] Words(JsonElement rule, string name) => [.. rule.Items(name).Select(word => word.GetString()).OfType<string>()];

    private static bool Has(string[] words, string wanted) => words.Contains(wanted) || words.Contains("*");
}
