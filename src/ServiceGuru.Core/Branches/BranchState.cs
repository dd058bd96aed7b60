using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Branches;

/// <summary>What a plan found out of one repository.</summary>
internal sealed record BranchState
{
    public required RepositoryDefinition Repository { get; init; }

    public required BranchStatus Status { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    /// <summary>Newest first: what the move brings.</summary>
    public IReadOnlyList<Commit> Gained { get; init; } = [];

    /// <summary>Newest first: what only the target branch has.</summary>
    public IReadOnlyList<Commit> Lost { get; init; } = [];

    /// <summary>The full names of those of <see cref="Lost"/> whose change the source branch has under another name; null where nobody could tell.</summary>
    public IReadOnlySet<string>? Picked { get; init; } = new HashSet<string>();

    /// <summary>Why it can't be moved, whatever is forced.</summary>
    public Failure? Failure { get; init; }
}
