namespace ServiceGuru.Network;

/// <summary>Whether one domain can be reached from one place.</summary>
public sealed record DomainAccess
{
    /// <summary>The domain, in ASCII.</summary>
    public required string Domain { get; init; }

    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>The namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The pod from which it was tested, or null where none could be asked.</summary>
    public string? Pod { get; init; }

    /// <summary>What stands between.</summary>
    public required DomainVerdict Verdict { get; init; }

    /// <summary>What the pod sees; null where it could not be asked.</summary>
    public HostReach? Inside { get; init; }

    /// <summary>What is seen from outside; null where it could not be asked.</summary>
    public HostReach? Outside { get; init; }

    /// <summary>The ports with this verdict.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>How we know, line by line.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>What to do next; null where nothing is to be done.</summary>
    public string? NextAction { get; init; }
}
