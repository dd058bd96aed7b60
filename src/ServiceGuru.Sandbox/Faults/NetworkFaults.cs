namespace ServiceGuru.Sandbox.Faults;

/// <summary>What stands between the clusters and the internet.</summary>
internal static class NetworkFaults
{
    /// <summary>The faults.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        new("domain-blocked", "network/test-domain", "The egress firewall of both clusters drops connections to domains that were never asked for, e.g. download.kde.org.",
            "The test says that the firewall blocks it in both environments, since outside it answers, and how to ask for a rule."),
        new("domain-blocked-prod-only", "network/test-domain", "Only production's egress firewall drops connections to such domains.",
            "The test says that production is blocked and staging is not."),
        new("domain-down", "network/test-domain", "The host refuses connections, whoever asks.",
            "The test says that the host itself is down, and that a firewall rule would not help."),
        new("dns-failure", "network/test-domain", "No DNS server knows the name.",
            "The test says that nobody knows the name, and to check its spelling."),
        new("tls-expired", "network/test-domain", "The host's certificate has expired.",
            "The test says that the certificate is not accepted anywhere, and that a firewall rule would not help."),
        new("exec-forbidden", "network/test-domain", "The cluster does not let the account run commands in pods.",
            "The test ends as unreachable with the cluster's words, not with a verdict."),
        new("firewall-request-open", "network/firewall-request", "An open issue tracks a request for download.kde.org already.",
            "The request adds nothing, tells the issue's address and succeeds."),
    ];
}
