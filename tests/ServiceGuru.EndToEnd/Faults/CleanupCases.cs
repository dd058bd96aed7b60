using ServiceGuru.Images;
using ServiceGuru.Sessions;

namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What goes wrong while old images are removed.</summary>
internal static class CleanupCases
{
    private const string Removal = "quay delete-tag";
    private static readonly CleanImagesRequest Dashboard = new() { Repositories = ["dashboard"] };
    private static readonly Func<SandboxFixture, Task<FaultOutcome>> Clean = FaultActs.Apply("images/clean", Dashboard, destructive: true);

    public static IReadOnlyList<FaultCase> All { get; } =
    [
        new("image-still-running", Clean)
        {
            Then = (world, outcome) =>
            {
                ImageCleanupReport report = Report(outcome);
                StaleImage kept = report.Images.Where(image => image.Status != StaleImageStatus.Removed).ShouldHaveSingleItem();
                kept.Status.ShouldBe(StaleImageStatus.Kept);
                kept.ShouldBe(report.Images[0], "the colleague took the oldest one");
                kept.Failure.ShouldNotBeNull().Cause.ShouldNotBeNull().ShouldContain("packit-dashboard in prod");
                Removed(world).Count.ShouldBe(report.Images.Count - 1);
                Removed(world).ShouldAllBe(effect => !effect.Contains(kept.Tag, StringComparison.Ordinal));
                return Task.CompletedTask;
            },
        },
        new("registry-down", Clean) { FailureId = "RegistryUnreachable", ExitCode = 3, Never = [Removal], Then = SucceedsOnceMended("registry-down") },
        new("registry-token-refused", Clean)
        {
            FailureId = "RegistryForbidden",
            ExitCode = 3,
            Says = ["registry.token", "insufficient_scope"],
            Never = [Removal],
            Then = SucceedsOnceMended("registry-token-refused"),
        },
        new("tag-delete-fails", Clean)
        {
            FailureId = "RegistryRefused",
            ExitCode = 1,
            Says = ["Could not delete tag", "dashboard:stable-"],
            Then = async (world, outcome) =>
            {
                ImageCleanupReport report = Report(outcome);
                report.Images.Count(image => image.Status == StaleImageStatus.Failed).ShouldBe(1);
                Removed(world).Count.ShouldBe(report.Images.Count - 1);
                await SucceedsOnceMended("tag-delete-fails")(world, outcome);
                Removed(world).Count.ShouldBe(report.Images.Count);
            },
        },
    ];

    private static ImageCleanupReport Report(FaultOutcome outcome) => ServiceSession.OutputOf<ImageCleanupReport>(outcome.Run!, "operation").ShouldNotBeNull();

    private static IReadOnlyList<string> Removed(SandboxFixture world) => [.. world.Effects().Where(effect => effect.StartsWith(Removal, StringComparison.Ordinal))];

    private static Func<SandboxFixture, FaultOutcome, Task> SucceedsOnceMended(string fault) => async (world, _) =>
    {
        world.Sandbox.SetFault(fault, false);
        FaultOutcome again = await Clean(world);
        again.Failure.ShouldBeNull();
        Report(again).Images.ShouldNotBeEmpty();
        Removed(world).ShouldBeUnique();
    };
}
