using NSubstitute;
using ServiceGuru.Health;
using ServiceGuru.Operations;
using static ServiceGuru.Health.Sample;

namespace ServiceGuru.Rollouts;

public sealed class RemoveStuckPodsTests
{
    private readonly HealthContext _world = new();
    private readonly RemoveStuckPods _operation = new();

    [Fact]
    public async Task A_pod_that_is_well_past_its_grace_is_removed_by_force_with_its_uid()
    {
        Pods(Stuck("api-7d4b9c6f5-x2x4z"), Pod("worker-0"));

        Change change = (await PlanAsync()).Changes.ShouldHaveSingleItem();

        (change.Kind, change.Target, change.From, change.Destructive, change.Effect).ShouldBe(("remove-pod", "pod/api-7d4b9c6f5-x2x4z", "uid-1", true, EffectContract.Convergent));
        change.Summary.ShouldBe("Remove pod api-7d4b9c6f5-x2x4z by force: it should have ended by 2026-05-18 11:50:00Z on node node-1");
        await _operation.ApplyAsync(change, _world.Context, CancellationToken.None);
        await _world.Cluster.Received(1).DeletePodAsync("api-7d4b9c6f5-x2x4z", "uid-1", true, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_pod_that_may_still_end_by_itself_is_a_note()
    {
        Pods(Stuck("worker-0") with { DeletionDeadline = Ago(4) });

        Plan plan = await PlanAsync();

        plan.Changes.ShouldBeEmpty();
        plan.Notes.ShouldHaveSingleItem().Text.ShouldBe("It was told to end and may until 2026-05-18 11:56:00Z; it counts as stuck 5m later.");
    }

    [Fact]
    public async Task Nothing_stuck_is_a_note()
    {
        (await PlanAsync()).Notes.ShouldHaveSingleItem().Text.ShouldBe("No pod is stuck.");
    }

    [Fact]
    public async Task A_stateful_sets_pod_on_a_lost_node_comes_with_a_warning()
    {
        Pods(Stuck("worker-0") with { Conditions = [Condition("Ready", "Unknown", 20)] });

        (await PlanAsync()).Changes.Single().Summary.ShouldContain("WARNING: node node-1 does not answer; if it is alive after all, two pods named worker-0 will run at once.");
    }

    [Theory]
    [InlineData("worker-1", "PodNotFound", FailureKind.Usage)]
    [InlineData("api-7d4b9c6f5-x2x4z", "PodNotStuck", FailureKind.Refused)]
    [InlineData("worker-0", "FinalizerBlocksDeletion", FailureKind.Refused)]
    public async Task A_named_pod_that_is_not_stuck_is_refused(string name, string id, FailureKind kind)
    {
        Pods(Pod(), Stuck("worker-0") with { Finalizers = ["example.org/drain"] });

        Failure refused = (await PlanAsync(name)).Blockers.ShouldHaveSingleItem();

        (refused.Id, refused.Kind, refused.Target).ShouldBe((id, kind, $"pod/{name}"));
    }

    [Fact]
    public async Task Another_pod_of_the_name_is_no_longer_the_stuck_one()
    {
        Pods(Stuck("worker-0"));
        Change change = (await PlanAsync()).Changes.Single();
        (await _operation.ProbeAsync(change, _world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.NotApplied);

        Pods(Pod("worker-0") with { Uid = "uid-2" });

        (await _operation.ProbeAsync(change, _world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.Applied);
        Conclusion done = await ConcludeAsync(change);
        done.Failure.ShouldBeNull();
        done.Output.ShouldBeOfType<StuckPodReport>().Pods.Single().ShouldBe(new StuckPod { Name = "worker-0", Uid = "uid-1", Owner = "StatefulSet worker", Node = "node-1", Deadline = Ago(10), Removed = true });
    }

    [Fact]
    public async Task A_pod_that_is_there_all_the_same_is_told()
    {
        Pods(Stuck("worker-0"));

        Conclusion conclusion = await ConcludeAsync((await PlanAsync()).Changes.Single());

        conclusion.Failure.ShouldNotBeNull().Id.ShouldBe("PodStillThere");
        conclusion.Output.ShouldBeOfType<StuckPodReport>().Pods.Single().Removed.ShouldBeFalse();
    }

    private static PodState Stuck(string name) => Pod(name) with { Uid = "uid-1", DeletionDeadline = Ago(10), Ready = false };

    private void Pods(params PodState[] pods) => _world.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(Healthy() with { Pods = pods });

    private Task<Plan> PlanAsync(params string[] names) =>
        _operation.PlanAsync(new RemoveStuckPodsRequest { Environment = "stg", Pods = names.Length == 0 ? null : names }, _world.Context, CancellationToken.None);

    private Task<Conclusion> ConcludeAsync(Change change) => _operation.ConcludeAsync(
        new RemoveStuckPodsRequest { Environment = "stg" }, [new ChangeResult { Change = change, Status = ChangeStatus.Applied }], _world.Context, CancellationToken.None);
}
