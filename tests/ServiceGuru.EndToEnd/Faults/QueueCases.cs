using ServiceGuru.Queues;

namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What goes wrong with the task queues.</summary>
internal static class QueueCases
{
    private static readonly Func<SandboxFixture, Task<FaultOutcome>> Status = FaultActs.Ask("queues/status", new QueueStatusRequest());

    public static IReadOnlyList<FaultCase> All { get; } =
    [
        new("celery-no-reply", Status)
        {
            FailureId = "WorkersDoNotReply",
            ExitCode = 1,
            Says = ["short-running:", "No nodes replied"],
            Then = async (world, _) =>
            {
                world.Sandbox.SetFault("celery-no-reply", false);
                (await Status(world)).Failure.ShouldBeNull();
            },
        },
        new("queue-stuck", Status) { FailureId = "QueueStuck", ExitCode = 1, Says = ["short-running", "guru queues clear prod"], Then = IsCleared },
    ];

    private static async Task IsCleared(SandboxFixture world, FaultOutcome outcome)
    {
        ClearQueuesRequest request = new() { Environment = "prod" };
        FaultOutcome refused = await FaultActs.Apply("queues/clear", request)(world);
        refused.Failure.ShouldNotBeNull().Id.ShouldBe("DestructiveChangeNotApproved");
        world.Effects().ShouldBeEmpty();

        FaultOutcome cleared = await FaultActs.Apply("queues/clear", request, destructive: true)(world);

        cleared.Failure.ShouldBeNull(cleared.Failure?.ToString());
        world.Effects().Where(effect => effect.StartsWith("celery purge packit--prod/queues", StringComparison.Ordinal)).ShouldHaveSingleItem();
        ClearQueuesReport report = Sessions.ServiceSession.OutputOf<ClearQueuesReport>(cleared.Run!, "operation").ShouldNotBeNull();
        report.Purged.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(287);
        report.Replicas.ShouldBe(new Dictionary<string, int> { ["packit-worker-short-running"] = 2, ["packit-worker-long-running"] = 2 });
        report.Notice.ShouldNotBeNull();
        world.Effects().Where(effect => effect.StartsWith("cluster scale", StringComparison.Ordinal)).Select(effect => effect.Split(' ', 3)[2]).ShouldBe(
        [
            "packit--prod/statefulsets/packit-worker-short-running = 0",
            "packit--prod/statefulsets/packit-worker-long-running = 1",
            "packit--prod/statefulsets/packit-worker-short-running = 2",
            "packit--prod/statefulsets/packit-worker-long-running = 2",
        ]);
    }
}
