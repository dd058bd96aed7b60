using System.ComponentModel;

namespace ServiceGuru.Network;

/// <summary>For which domains to ask for a firewall rule, and why.</summary>
public sealed record FirewallRequestRequest
{
    /// <summary>The domains; a leading dot means all below one, e.g. <c>.kde.org</c>.</summary>
    [Description("The domains; a leading dot asks for all below one, e.g. .kde.org.")]
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>Why, in a sentence that others understand.</summary>
    [Description("Why, in a sentence that others understand, e.g. which package downloads its sources from there.")]
    public string? Justification { get; init; }

    /// <summary>The environments whose clusters are to get the rule; all if absent.</summary>
    [Description("The environments whose clusters are to get the rule; all if absent.")]
    public IReadOnlyList<string>? Environments { get; init; }

    /// <summary>The ports, 1 to 65535; the definition's network.firewall.ports if absent. Port 22 is asked for by addresses.</summary>
    [Description("The ports; the definition's network.firewall.ports if absent. Port 22 is asked for by addresses.")]
    public IReadOnlyList<int>? Ports { get; init; }

    /// <summary>The file that gets the text; in the working directory if absent.</summary>
    [Description("The file that gets the text; firewall-request-DOMAIN.txt in the working directory if absent.")]
    public string? File { get; init; }

    /// <summary>Whether to ask although the test does not say that the firewall is in the way.</summary>
    [Description("Whether to ask although the test does not say that the firewall is in the way.")]
    public bool Untested { get; init; }
}
