using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>How is found out whether the clusters reach a domain, and how a way is asked for.</summary>
public sealed record NetworkDefinition
{
    /// <summary>From where domains are tested.</summary>
    [Description("From where domains are tested.")]
    public required NetworkSourceDefinition From { get; init; }

    /// <summary>The ports that are tested unless others are named, 1 to 65535.</summary>
    [Description("The ports that are tested unless others are named.")]
    public IReadOnlyList<int> Ports { get; init; } = [443];

    /// <summary>How long each port may take.</summary>
    [Description("How long each port may take, e.g. 5s.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A service that looks at hosts in our place, instead of connections from this machine.</summary>
    [Description("Address of a service that looks at hosts from outside in our place; without it, this machine connects itself.")]
    public Uri? Outside { get; init; }

    /// <summary>How firewall rules are asked for.</summary>
    [Description("How firewall rules are asked for.")]
    public FirewallDefinition? Firewall { get; init; }
}
