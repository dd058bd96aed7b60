using System.ComponentModel;

namespace ServiceGuru.Network;

/// <summary>Which domains to test, and from where.</summary>
public sealed record TestDomainRequest
{
    /// <summary>The domains, or addresses whose hosts are meant.</summary>
    [Description("The domains, or addresses whose hosts are meant.")]
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>The environments from whose clusters to test; all if absent.</summary>
    [Description("The environments from whose clusters to test; all if absent.")]
    public IReadOnlyList<string>? Environments { get; init; }

    /// <summary>The ports, 1 to 65535; the definition's network.ports if absent.</summary>
    [Description("The ports; the definition's network.ports if absent.")]
    public IReadOnlyList<int>? Ports { get; init; }
}
