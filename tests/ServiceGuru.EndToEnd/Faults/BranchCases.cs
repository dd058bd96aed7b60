namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What goes wrong with git and the code host.</summary>
internal static class BranchCases
{
    public static IReadOnlyList<FaultCase> All { get; } =
    [
        new("rate-limited", FaultActs.Weekly),
        new("stable-diverged", FaultActs.Weekly)
        {
            FailureId = "BranchDiverged",
            ExitCode = 1,
            Says = ["packit-service"],
            Never = ["git "],
        },
    ];
}
