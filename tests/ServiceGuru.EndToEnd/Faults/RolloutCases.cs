using ServiceGuru.Rollouts;

namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What goes wrong while production changes.</summary>
internal static class RolloutCases
{
    private static readonly AssessRolloutRequest Assess = new() { Environment = "prod", Wait = TimeSpan.FromSeconds(30) };

    private static readonly UndoDeploymentRequest Undo = new() { Environment = "prod", Reason = "all jobs fail" };

    private static readonly RemoveStuckPodsRequest StuckPods = new() { Environment = "prod" };

    public static IReadOnlyList<FaultCase> All { get; } =
    [
        new("cluster-flaky", FaultActs.Apply("rollout/import", Import(again: true))),
        new("cluster-forbidden", FaultActs.Apply("rollout/import", Import(again: true)))
        {
            FailureId = "ClusterForbidden",
            ExitCode = 3,
            Says = ["cannot create resource \"imagestreamimports\""],
            Never = ["cluster "],
            Then = GoesOn("cluster-forbidden"),
        },
        new("deployment-regresses", DeployAndAssess)
        {
            FailureId = "DeploymentRegressed",
            ExitCode = 1,
            Says = ["All jobs fail", "guru rollout undo prod"],
            Then = RevertsAndGoesOn,
        },
        new("digest-garbage-collected", FaultActs.Apply("rollout/import", Import(again: false)))
        {
            FailureId = "RolloutFailed",
            ExitCode = 1,
            Says = ["can't be pulled", "guru import prod --again"],
            Never = ["cluster delete-pod"],
            Then = HealsByImportingAgain,
        },
        new("image-pull-backoff", FaultActs.Weekly)
        {
            FailureId = "RolloutFailed",
            ExitCode = 1,
            Says = ["packit-worker", "manifest unknown", "Importing again can't heal this"],
            Then = RunChecks.GoesOnOnceMended("image-pull-backoff"),
        },
        new("import-denied", FaultActs.Apply("rollout/import", Import(again: true)))
        {
            FailureId = "ImageImportFailed",
            ExitCode = 1,
            Says = ["packit-worker", "Unauthorized", "you may not have access"],
            Then = GoesOn("import-denied"),
        },
        new("pod-stuck-terminating", FaultActs.Weekly)
        {
            FailureId = "RolloutFailed",
            ExitCode = 1,
            Says = ["packit-worker-long-running", "does not end", "--force"],
            Then = RemovesByForceAndGoesOn,
        },
        new("previous-deployment-reverted", FaultActs.Apply("rollout/import", Import(again: false)))
        {
            FailureId = "PreviousDeploymentReverted",
            ExitCode = 1,
            Says = ["all jobs failed", "--after-revert", "packit-worker:prod is held at"],
            Never = ["cluster "],
            Then = EndsTheRevert,
        },
        new("previous-image-gone", FaultActs.Apply("rollout/undo", Undo, destructive: true))
        {
            FailureId = "PreviousImageGone",
            ExitCode = 1,
            Says = ["packit-worker"],
            Never = ["cluster "],
            Then = async (world, _) =>
            {
                world.Sandbox.SetFault("previous-image-gone", false);
                (await FaultActs.Apply("rollout/undo", Undo, destructive: true)(world)).Failure.ShouldBeNull();
            },
        },
        new("rollout-stuck-statefulset", FaultActs.Ask("rollout/await", new AwaitRolloutRequest { Environment = "prod" }))
        {
            FailureId = "RolloutFailed",
            ExitCode = 1,
            Says = ["packit-worker-long-running-0", "guru import prod --again"],
            Then = HealsByImportingAgain,
        },
    ];

    private static ImportImagesRequest Import(bool again, bool afterRevert = false) => new() { Environment = "prod", Again = again, AfterRevert = afterRevert };

    private static Func<SandboxFixture, FaultOutcome, Task> GoesOn(string fault) => async (world, failed) =>
    {
        world.Sandbox.SetFault(fault, false);
        (await world.ResumeAsync(failed.Run!.Id)).Failure.ShouldBeNull();
    };

    private static async Task<FaultOutcome> DeployAndAssess(SandboxFixture world)
    {
        await world.RunWeeklyAsync();
        return await FaultActs.Ask("rollout/assess", Assess)(world);
    }

    /// <summary>The old code is back and stays, the next deployment says so, and ends it when told to.</summary>
    private static async Task RevertsAndGoesOn(SandboxFixture world, FaultOutcome assessed)
    {
        FaultOutcome refused = await FaultActs.Apply("rollout/undo", Undo)(world);
        refused.Failure.ShouldNotBeNull().Id.ShouldBe("DestructiveChangeNotApproved");

        FaultOutcome undone = await FaultActs.Apply("rollout/undo", Undo, destructive: true)(world);
        undone.Failure.ShouldBeNull();
        (await FaultActs.Apply("rollout/undo", Undo, destructive: true)(world)).Run!.Steps[0].Changes.ShouldBeEmpty();
        (await FaultActs.Ask("rollout/assess", Assess)(world)).Failure.ShouldNotBeNull().Id.ShouldBe("DeploymentReverted");

        FaultOutcome next = await FaultActs.Apply("rollout/import", Import(again: false))(world);
        next.Failure.ShouldNotBeNull().Id.ShouldBe("PreviousDeploymentReverted");
        next.Failure.Message.ShouldContain($"by test (run {undone.Run!.Id}), because: all jobs fail");

        world.Sandbox.SetFault("deployment-regresses", false);
        await EndsTheRevert(world, next);
    }

    private static async Task EndsTheRevert(SandboxFixture world, FaultOutcome refused)
    {
        FaultOutcome known = await FaultActs.Ask("rollout/previous", new PreviousDeploymentRequest { Environment = "prod", AfterRevert = true })(world);
        known.Failure.ShouldBeNull();
        (await FaultActs.Ask("rollout/previous", new PreviousDeploymentRequest { Environment = "prod" })(world)).Failure.ShouldNotBeNull();

        // The registry still has what was reverted, so this is a decision of its own.
        FaultOutcome unasked = await FaultActs.Apply("rollout/import", Import(again: false, afterRevert: true))(world);
        unasked.Failure.ShouldNotBeNull().Id.ShouldBe("DestructiveChangeNotApproved");

        (await FaultActs.Apply("rollout/import", Import(again: false, afterRevert: true), destructive: true)(world)).Failure.ShouldBeNull();
        (await FaultActs.Ask("rollout/previous", new PreviousDeploymentRequest { Environment = "prod" })(world)).Failure.ShouldBeNull();
        (await FaultActs.Ask("rollout/await", new AwaitRolloutRequest { Environment = "prod" })(world)).Failure.ShouldBeNull();
    }

    private static async Task HealsByImportingAgain(SandboxFixture world, FaultOutcome failed)
    {
        FaultOutcome healed = await FaultActs.Apply("rollout/import", Import(again: true), destructive: true)(world);

        healed.Failure.ShouldBeNull();
        IReadOnlyList<string> deleted = [.. world.Effects().Where(effect => effect.StartsWith("cluster delete-pod", StringComparison.Ordinal))];
        deleted.ShouldNotBeEmpty();
        deleted.ShouldBeUnique();
        (await FaultActs.Ask("rollout/await", new AwaitRolloutRequest { Environment = "prod" })(world)).Failure.ShouldBeNull();
    }

    private static async Task RemovesByForceAndGoesOn(SandboxFixture world, FaultOutcome failed)
    {
        FaultOutcome refused = await FaultActs.Apply("rollout/remove-stuck-pods", StuckPods)(world);
        refused.Failure.ShouldNotBeNull().Id.ShouldBe("DestructiveChangeNotApproved");

        FaultOutcome removed = await FaultActs.Apply("rollout/remove-stuck-pods", StuckPods, destructive: true)(world);
        removed.Failure.ShouldBeNull();
        world.Effects().Count(effect => effect.StartsWith("cluster delete-pod", StringComparison.Ordinal) && effect.EndsWith("grace 0", StringComparison.Ordinal)).ShouldBe(1);
        await RunChecks.GoesOnOnceMended("pod-stuck-terminating")(world, failed);
        (await FaultActs.Apply("rollout/remove-stuck-pods", StuckPods, destructive: true)(world)).Run!.Steps[0].Changes.ShouldBeEmpty();
    }
}
