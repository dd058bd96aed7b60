using ServiceGuru.Infrastructure;
using ServiceGuru.Operations;

namespace ServiceGuru.Pending;

/// <summary>What would go live with a deployment now.</summary>
public sealed record PendingReport
{
    /// <summary>One entry a repository, in the definition's order, also where nothing is pending.</summary>
    public required IReadOnlyList<PendingChange> Repositories { get; init; }

    /// <summary>What the deployment repository and the vault have that the environment lacks; null where the definition names neither.</summary>
    public InfrastructureChanges? Infrastructure { get; init; }

    /// <summary>All of it for people, one line each: what a gate shows before it asks.</summary>
    public required IReadOnlyList<string> Summary { get; init; }

    /// <summary>What could not be asked, so that something may be missing here.</summary>
    public IReadOnlyList<Failure> Problems { get; init; } = [];
}
