namespace ServiceGuru.Sandbox.Faults;

/// <summary>What goes wrong with git and the code host.</summary>
internal static class BranchFaults
{
    /// <summary>The faults.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        new("branch-moved-meanwhile", "branches/move", "Somebody pushes a fix to packit-service's stable branch while it is being moved.",
            "That branch is left alone and told, the others are moved; moving it then needs a decision, because it has diverged."),
        new("copr-build-fails", "branches/move", "The Copr build of the first package that others wait for (python-ogr) fails; once cleared, it is built again.",
            "What depends on it is not moved, each says why with a link to the build; once it is built, the run goes on."),
        new("copr-down", "branches/move", "Copr answers 503 to everything.",
            "Nothing is moved: the plan already can't tell which packages are built."),
        new("copr-slow", "branches/move", "Copr builds take four times as long.",
            "The move waits for the packages and succeeds."),
        new("git-host-down", "branches/move", "No git repository can be read.",
            "The move is refused before anything is pushed, and says which repositories can't be read."),
        new("monorepo-behind", "branches/record", "Somebody pushes to the monorepo while the deployment is being recorded.",
            "The record is made anew on top of that commit; nothing is lost, nothing is recorded twice."),
        new("push-rejected", "branches/move", "packit-service's stable branch is protected: the server declines the push.",
            "That branch's move fails with the server's words, the others are moved; once allowed, the run goes on."),
        new("rate-limited", "branches/move", "GitHub answers the first requests with 429 and Retry-After.",
            "The run waits as told and succeeds."),
        new("stable-diverged", "branches/move", "packit-service's stable branch has a cherry-picked commit that main lacks.",
            "The move refuses that repository, lists the commit that force would lose, and tells what happened to the others."),
    ];
}
