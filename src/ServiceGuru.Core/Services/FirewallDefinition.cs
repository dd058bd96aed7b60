using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>How firewall rules are asked for, and where the request is tracked.</summary>
public sealed record FirewallDefinition
{
    /// <summary>The repository in whose issues requests are tracked, <c>owner/name</c> on the code host.</summary>
    [Description("The repository in whose issues requests are tracked, as owner/name on the code host.")]
    public required string Tracker { get; init; }

    /// <summary>The labels of such an issue.</summary>
    [Description("The labels of such an issue.")]
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Where the ticket is opened, in the words of those who take it.</summary>
    [Description("Where the ticket is opened, e.g. the name of the form.")]
    public required string Source { get; init; }

    /// <summary>The clusters' names in the ticket, by environment.</summary>
    [Description("The clusters' names in the ticket, by environment.")]
    public IReadOnlyDictionary<string, string> Clusters { get; init; } = new Dictionary<string, string>();

    /// <summary>The page that describes the procedure.</summary>
    [Description("The page that describes the procedure.")]
    public Uri? Procedure { get; init; }

    /// <summary>The ports that are asked for unless others are named, 1 to 65535.</summary>
    [Description("The ports that are asked for unless others are named.")]
    public IReadOnlyList<int> Ports { get; init; } = [80, 443];
}
