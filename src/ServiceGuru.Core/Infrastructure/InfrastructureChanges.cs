using ServiceGuru.Branches;
using ServiceGuru.Operations;

namespace ServiceGuru.Infrastructure;

/// <summary>What the deployment repository and the vault have that an environment lacks.</summary>
public sealed record InfrastructureChanges
{
    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>The branch that is deployed.</summary>
    public required string Branch { get; init; }

    /// <summary>The full commit deployed last, or null where nobody knows.</summary>
    public string? Deployed { get; init; }

    /// <summary>When this machine's ledger says that it was deployed; null where it doesn't.</summary>
    public DateTimeOffset? DeployedAt { get; init; }

    /// <summary>The full commit that the branch is at.</summary>
    public string? Head { get; init; }

    /// <summary>The commits that the environment lacks, newest first; where nobody knows what is deployed, those of the definition's window.</summary>
    public IReadOnlyList<Commit> Commits { get; init; } = [];

    /// <summary>The files in which they differ.</summary>
    public IReadOnlyList<ChangedFile> Files { get; init; } = [];

    /// <summary>The entries of the secrets' changelog since the last deployment, as the note has them.</summary>
    public IReadOnlyList<SecretsChange> Secrets { get; init; } = [];

    /// <summary>The people to ask whether it has been applied already: authors of commits and of entries.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>What could not be asked, so that something may be missing here.</summary>
    public IReadOnlyList<Failure> Problems { get; init; } = [];

    /// <summary>Whether there is anything to deploy.</summary>
    public bool Pending => Commits.Count > 0 || Secrets.Count > 0;

    /// <summary>The Kubernetes objects in the changed files, once each.</summary>
    public IReadOnlyList<string> Objects => [.. Files.SelectMany(file => file.Objects).Distinct(StringComparer.Ordinal)];
}
