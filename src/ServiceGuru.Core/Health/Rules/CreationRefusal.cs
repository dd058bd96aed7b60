namespace ServiceGuru.Health.Rules;

/// <summary>Tells from the API server's words why a workload may not make its pods.</summary>
internal static class CreationRefusal
{
    private static readonly (string Words, string Arguments, string Advice)[] Known =
    [
        ("exceeded quota", "describe quota", "the quota is used up: free something or have it raised."),
        ("must specify", "describe quota", "the quota demands requests and limits that the template lacks."),
        ("usage per", "describe limitrange", "the LimitRange forbids the template's requests or limits."),
        ("security context constraint", "get serviceaccounts", "no security context constraint (SCC) admits the template: lower what it asks for, or grant the SCC to its service account."),
        ("PodSecurity", "get serviceaccounts", "the namespace's Pod Security level forbids the template: correct its securityContext."),
        ("serviceaccount", "get serviceaccounts", "the service account does not exist: apply it."),
        ("webhook", "get events", "an admission webhook refuses or does not answer: kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations"),
    ];

    public static string NextAction(WorkloadSubject workload, string? message)
    {
        foreach ((string words, string arguments, string advice) in Known)
        {
            if (message?.Contains(words, StringComparison.OrdinalIgnoreCase) == true)
            {
                return $"{workload.Scope.Kubectl(arguments)}; {advice}";
            }
        }

        return $"{workload.Describe()}; look for a quota, a limit, a security constraint or a missing service account.";
    }
}
