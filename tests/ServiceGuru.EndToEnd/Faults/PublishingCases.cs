using ServiceGuru.ReleaseNotes;

namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What goes wrong on a blog post's way to its readers.</summary>
internal static class PublishingCases
{
    private const string Place = "weekly/2026/week-20.md";

    private const string Post = """
        ---
        title: Week 20 in Packit
        date: 2026-05-18
        authors: jo
        ---

        ## Week 20 (May 12th – May 18th)

        - Packit can now find a spec file inside a bottle of rum. ([packit#1](https://github.com/packit/packit/pull/1))

        """;

    public static IReadOnlyList<FaultCase> All { get; } =
    [
        new("checks-failing", PublishThenMergeAsync)
        {
            FailureId = "ChecksFailing",
            ExitCode = 1,
            Says = ["build-site", "/runs/"],
            Never = ["github merge-pull-request"],
            Then = (world, _) => MergesOnceMendedAsync(world, "checks-failing"),
        },
        new("post-not-mergeable", PublishThenMergeAsync)
        {
            FailureId = "PostNotMergeable",
            ExitCode = 1,
            Says = ["conflict"],
            Never = ["github merge-pull-request"],
            Then = (world, _) => MergesOnceMendedAsync(world, "post-not-mergeable"),
        },
        new("pull-request-exists", PublishAsync)
        {
            Never = ["github open-pull-request"],
            Then = async (world, _) =>
            {
                Count(world, "describe-pull-request").ShouldBe(1);
                (await PublishAsync(world)).Failure.ShouldBeNull();
                Count(world, "describe-pull-request").ShouldBe(1, "there is nothing left to do");
                Count(world, "write-file").ShouldBe(1);
                await MergesOnceMendedAsync(world, "pull-request-exists");
            },
        },
    ];

    private static int Count(SandboxFixture world, string action) => world.Sandbox.Effects.Count(effect => effect.Action == action);

    private static async Task<FaultOutcome> PublishAsync(SandboxFixture world)
    {
        string file = Path.Combine(world.WorkingDirectory, Place);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, Post);
        return await FaultActs.Apply("notes/publish", new PublishPostRequest { Path = Place })(world);
    }

    private static async Task<FaultOutcome> PublishThenMergeAsync(SandboxFixture world)
    {
        (await PublishAsync(world)).Failure.ShouldBeNull();
        return await MergeAsync(world);
    }

    private static Task<FaultOutcome> MergeAsync(SandboxFixture world) => FaultActs.Apply("notes/merge", new MergePostRequest { Post = Place })(world);

    private static async Task MergesOnceMendedAsync(SandboxFixture world, string fault)
    {
        world.Sandbox.SetFault(fault, false);
        (await MergeAsync(world)).Failure.ShouldBeNull();
        (await MergeAsync(world)).Failure.ShouldBeNull("merged already is done");
        Count(world, "merge-pull-request").ShouldBe(1);
        world.Sandbox.Effects.Where(effect => effect.System == "github").Select(effect => effect.Action)
            .ShouldBeSubsetOf(["create-branch", "write-file", "open-pull-request", "describe-pull-request", "merge-pull-request"]);
    }
}
