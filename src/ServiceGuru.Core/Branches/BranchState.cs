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

    /// <summary>Why it can't be moved, whatever is forced.</summary>
    public Failure? Failure { get; init; }
}
