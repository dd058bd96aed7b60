using System.Diagnostics;
using ServiceGuru.Branches;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What goes wrong with git, the code host, the packages and the monorepo.</summary>
internal static class BranchCases
{
    private static readonly Func<SandboxFixture, Task<FaultOutcome>> Move = FaultActs.Apply("branches/move", new MoveBranchesRequest());

    public static IReadOnlyList<FaultCase> All { get; } =
    [
        new("branch-moved-meanwhile", Move)
        {
            FailureId = "BranchMoveFailed",
            ExitCode = 1,
            Says = ["1 of 7 repositories", "is not where it was when the move was planned"],
            Never = ["git push packit-service "],
            Then = async (world, outcome) =>
            {
                // What somebody pushed is not overwritten by going on: it is a divergence by now, and that needs its own yes.
                (await world.ResumeAsync(outcome.Run!.Id)).Failure!.Id.ShouldBe("BranchDiverged");
                MoveBranchesRequest forced = new() { Force = true };
                (await FaultActs.Apply("branches/move", forced)(world)).Failure!.Id.ShouldBe("DestructiveChangeNotApproved");
                FaultOutcome moved = await FaultActs.Apply("branches/move", forced, destructive: true)(world);
                moved.Failure.ShouldBeNull();
                moved.Run!.Step("operation").Changes.Single(result => result.Change.Target == "packit-service").Change.Details["lost"].ShouldContain("Fix what is urgent (Sam Rivera)");
                MonorepoRecordsStable(world);
            },
        },
        new("copr-build-fails", Move)
        {
            FailureId = "BranchMoveFailed",
            ExitCode = 1,
            Says = ["2 of 7 repositories", "python-ogr", "/coprs/packit/packit-stable/build/", "it comes after packit"],
            Never = ["git push packit ", "git push packit-service "],
            Then = GoesOn("copr-build-fails"),
        },
        new("copr-down", Move)
        {
            FailureId = "PackagesUnreachable",
            ExitCode = 3,
            Says = ["503", "Nothing was changed"],
            Never = ["git "],
            Then = GoesOn("copr-down"),
        },
        new("copr-slow", Move) { Then = (world, _) => Recorded(world) },
        new("git-host-down", Move)
        {
            FailureId = "GitRemoteUnreachable",
            ExitCode = 3,
            Says = ["git ls-remote", "7 things stand in the way"],
            Never = ["git "],
            Then = GoesOn("git-host-down"),
        },
        new("monorepo-behind", Move)
        {
            Then = async (world, _) =>
            {
                await Recorded(world);
                Git(world, "log", "-2", "--format=%s", "main").ShouldBe("chore: weekly deployment\nFix what is urgent");
            },
        },
        new("push-rejected", Move)
        {
            FailureId = "BranchMoveFailed",
            ExitCode = 1,
            Says = ["1 of 7 repositories", "GH006: Protected branch update failed for refs/heads/stable"],
            Never = ["git push packit-service "],
            Then = GoesOn("push-rejected"),
        },
        new("rate-limited", FaultActs.Weekly),
        new("stable-diverged", FaultActs.Weekly)
        {
            FailureId = "BranchDiverged",
            ExitCode = 1,
            Says = ["packit-service"],
            Never = ["git "],
        },
    ];

    // Once mended, the same run goes on to its end; what was pushed before is not pushed again.
    private static Func<SandboxFixture, FaultOutcome, Task> GoesOn(string fault) => async (world, failed) =>
    {
        world.Sandbox.SetFault(fault, false);
        RunState state = await world.ResumeAsync(failed.Run!.Id);
        state.Failure.ShouldBeNull(state.Failure?.ToString());
        await Recorded(world);
    };

    private static async Task Recorded(SandboxFixture world)
    {
        MonorepoRecordsStable(world);
        IReadOnlyList<string> effects = await world.SettledEffectsAsync();
        effects.ShouldBeUnique();
        effects.Where(effect => effect.Contains("refs/heads/stable", StringComparison.Ordinal)).Count().ShouldBe(6, "one repository had nothing to move");
    }

    private static void MonorepoRecordsStable(SandboxFixture world)
    {
        foreach (Services.RepositoryDefinition repository in world.Sandbox.Service.Repositories)
        {
            Git(world, "rev-parse", $"main:{repository.Name}").ShouldBe(Run(repository.Url, "rev-parse", "stable"), repository.Name);
        }

        // Nobody deploys these two any more.
        Git(world, "log", "--format=%H", "main", "--", "tokman", "hardly").Split('\n').Length.ShouldBe(1);
    }

    private static string Git(SandboxFixture world, params string[] arguments) => Run(world.Sandbox.Service.Monorepo!.Url, arguments);

    private static string Run(string repository, params string[] arguments)
    {
        ProcessStartInfo start = new("git", [$"--git-dir={repository}", .. arguments]) { RedirectStandardOutput = true };
        using Process git = Process.Start(start)!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0);
        return output.Trim();
    }
}
