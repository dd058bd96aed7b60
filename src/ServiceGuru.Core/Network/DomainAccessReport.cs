using ServiceGuru.Operations;

namespace ServiceGuru.Network;

/// <summary>What a test of domains found.</summary>
public sealed record DomainAccessReport
{
    /// <summary>When it was found.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>One row a domain and place, in the order of the domains.</summary>
    public IReadOnlyList<DomainAccess> Rows { get; init; } = [];

    /// <summary>What could not be asked.</summary>
    public IReadOnlyList<Failure> Problems { get; init; } = [];
}
