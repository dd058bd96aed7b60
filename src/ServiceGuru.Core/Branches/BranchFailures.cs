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
        Message = $"{state.Repository.Target} of {state.Repository.Name} has {CommitLines.Count(state.Lost.Count)} that {CommitLines.Short(state.To!)} of {state.Repository.Source} lacks.",
        Cause = "Commits were put on the branch directly (a hotfix, a cherry-pick), or the commit chosen lies behind it.",
        Evidence = CommitLines.Of(state.Lost),
        NextAction = $"Make sure that {state.Repository.Source} has what these commits do; they leave {state.Repository.Target} with 'guru branches move --repository {state.Repository.Name} --force --allow-destructive' (PowerShell: Move-StableBranch {state.Repository.Name} -Force).",
    };

    public static Failure CommitNotOnSource(RepositoryDefinition repository, string commit) => new()
    {
        Id = "CommitNotOnSource",
        Kind = FailureKind.Refused,
        Target = repository.Name,
        Message = $"{repository.Source} of {repository.Name} has no commit {commit}, or more than one that begins so.",
        NextAction = $"Give a commit of {repository.Source}, at least its first seven characters.",
    };

    public static Failure MoveFailed(IReadOnlyList<Failure> failures, int selected) =>
        FailureSummary.Always(failures, "BranchMoveFailed", $"{failures.Count} of {selected} repositories could not be moved: {string.Join(", ", failures.Select(failure => failure.Target))}.");
}
