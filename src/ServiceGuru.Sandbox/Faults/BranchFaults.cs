namespace ServiceGuru.Sandbox.Faults;

/// <summary>What goes wrong with git and the code host.</summary>
internal static class BranchFaults
{
    /// <summary>The faults.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        new("rate-limited", "branches/move", "GitHub answers the first requests with 429 and Retry-After.",
            "The run waits as told and succeeds."),
        new("stable-diverged", "branches/move", "packit-service's stable branch has a cherry-picked commit that main lacks.",
            "The move refuses that repository, lists the commit that force would lose, and tells what happened to the others."),
    ];
}
