using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Branches;

/// <summary>The ways in which a branch can't be moved.</summary>
internal static class BranchFailures
{
    public static Failure Missing(RepositoryDefinition repository, string branch) => new()
    {
        Id = "BranchMissing",
        Kind = FailureKind.Refused,
        Target = repository.Name,
        Message = $"{repository.Name} has no branch {branch}.",
        NextAction = branch == repository.Target
            ? $"Create {branch} by hand at the commit that production runs; a move never creates a branch."
            : $"Correct the source branch of {repository.Name} in the service definition.",
    };

    public static Failure Diverged(BranchState state) => new()
    {
        Id = "BranchDiverged",
        Kind = FailureKind.Refused,
        Target = state.Repository.Name,
        Message = $"{state.Repository.Target} of {state.Repository.Name} has {CommitLines.Count(state.Lost.Count)} that {CommitLines.Short(state.To!)} of {state.Repository.Source} lacks{AlsoThere(state)}.",
        Cause = "Commits were put on the branch directly (a hotfix, a cherry-pick), or the commit chosen lies behind it.",
        Evidence = CommitLines.OfLost(state),
        NextAction = $"Make sure that {state.Repository.Source} has what these commits do; they leave {state.Repository.Target} with 'guru branches move --repository {state.Repository.Name} --force --allow-destructive' (PowerShell: Move-StableBranch {state.Repository.Name} -Force).",
    };

    public static Failure MovedByOthers(RepositoryDefinition repository, string now, IReadOnlyList<string> ours) => new()
    {
        Id = "BranchMovedMeanwhile",
        Kind = FailureKind.Refused,
        Target = repository.Name,
        Message = $"{repository.Target} of {repository.Name} is at {CommitLines.Short(now)}, where no recorded run put it; it is left alone.",
        Cause = "Somebody else moved it since.",
        Evidence = [$"recorded: {string.Join(", ", ours.Select(CommitLines.Short))}", $"found: {now}"],
        NextAction = $"Find out who moved it and why. To go back all the same, move it to a commit that you choose: guru branches move --repository {repository.Name} --commit {repository.Name}=COMMIT --force.",
    };

    public static Failure NothingRecorded(string? run, string service) => new()
    {
        Id = "NoRecordedMove",
        Kind = FailureKind.Usage,
        Target = run ?? service,
        Message = run is null ? $"No recorded run has moved a branch of {service} that is meant." : $"Run {run} has moved no branch of {service} that is meant.",
        NextAction = "'guru runs' lists the runs; 'guru show RUN' tells what each has moved.",
    };

    public static Failure RecordedElsewhere(RepositoryDefinition repository, string wanted, string found) => new()
    {
        Id = "RevisionNotCurrent",
        Kind = FailureKind.Refused,
        Target = repository.Name,
        Message = $"{repository.Name} can't be recorded at {CommitLines.Short(wanted)}: its {repository.Target} is at {CommitLines.Short(found)}.",
        Cause = "Only what the branch really is at is recorded.",
        NextAction = "Find out who moved the branch, or record without naming commits.",
    };

    public static Failure SubmoduleMissing(RepositoryDefinition repository, string path, string branch) => new()
    {
        Id = "SubmoduleMissing",
        Kind = FailureKind.Usage,
        Target = repository.Name,
        Message = $"The monorepo's {branch} has no submodule at {path}.",
        NextAction = $"Correct monorepo.submodules.{repository.Name} in the service definition, or add the submodule by hand.",
    };

    private static string AlsoThere(BranchState state) => state.Picked switch
    {
        null => string.Empty,
        { Count: 0 } => string.Empty,
        var picked when picked.Count == state.Lost.Count => $" by name; all of them are cherry-picks of changes that {state.Repository.Source} has",
        var picked => $" by name; {picked.Count} of them {(picked.Count == 1 ? "is a cherry-pick of a change" : "are cherry-picks of changes")} that {state.Repository.Source} has",
    };

    public static Failure CommitNotOnSource(RepositoryDefinition repository, string commit) => new()
    {
        Id = "CommitNotOnSource",
        Kind = FailureKind.Refused,
        Target = repository.Name,
        Message = $"{repository.Source} of {repository.Name} has no commit {commit}, or more than one that begins so.",
        NextAction = $"Give a commit of {repository.Source}, at least its first seven characters.",
    };

    /// <summary>Sums up what could not be moved, and beside it a record that could not be made.</summary>
    public static Failure? Summary(IReadOnlyList<Failure> moves, Failure? record, int selected) => moves.Count == 0 ? record : FailureSummary.Always(
        [.. moves, .. record is null ? Array.Empty<Failure>() : [record]],
        "BranchMoveFailed",
        $"{moves.Count} of {selected} repositories could not be moved: {string.Join(", ", moves.Select(failure => failure.Target))}.");
}
