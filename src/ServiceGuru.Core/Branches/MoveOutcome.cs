using ServiceGuru.Operations;

namespace ServiceGuru.Branches;

/// <summary>What became of a branch, and where it is now (null where nobody can tell).</summary>
internal sealed record MoveOutcome(BranchMove Move, string? Now)
{
    /// <summary>Gives the outcome of a repository's changes. One that a person declined stays, which is no failure.</summary>
    public static MoveOutcome Of(ChangeChain chain) => new(
        BranchChanges.AsMove(chain.Last.Change) with
        {
            From = chain.First.From,
            To = chain.Last.Status == ChangeStatus.Declined ? chain.Now : chain.Last.Change.To,
            Commits = chain.Results.Sum(result => result.Status == ChangeStatus.Declined ? 0 : BranchChanges.Commits(result.Change)),
            Failure = chain.Failure,
        },
        // Refused because it was elsewhere: then it is not where the plan saw it either.
        chain.Failure?.Id == "BranchMovedMeanwhile" ? null : chain.Now);

    /// <summary>Gives the outcome of a planned change if it is applied.</summary>
    public static MoveOutcome Foretold(Change change) => new(BranchChanges.AsMove(change) with { Foretold = true }, change.To);

    public static MoveOutcome Unchanged(string repository, string branch, string? commit) => new(
        new BranchMove { Repository = repository, Branch = branch, From = commit, To = commit, Status = BranchStatus.UpToDate }, commit);
}
