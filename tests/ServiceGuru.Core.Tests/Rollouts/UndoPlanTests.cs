using NSubstitute;
using ServiceGuru.Health;
using ServiceGuru.Operations;
using static ServiceGuru.Health.Sample;
using static ServiceGuru.Rollouts.RevertSample;

namespace ServiceGuru.Rollouts;

public sealed class UndoPlanTests
{
    private readonly HealthContext _world = new();
    private readonly UndoDeployment _operation = new();

    public UndoPlanTests()
    {
        Cluster(AllDeployed());
        History();
        _world.Registry.HasManifestAsync(default!, default!, default).ReturnsForAnyArgs(true);
    }

    [Fact]
    public async Task Every_stream_of_the_last_deployment_goes_back_to_what_its_history_has_next()
    {
        Plan plan = await PlanAsync();

        plan.Blockers.ShouldBeEmpty();
        plan.Changes.Select(change => (change.Id, change.Kind, change.Target, change.From, change.To, change.Destructive, change.Effect)).ShouldBe(
        [
            ("1", "revert-image", "api", NewDigest, OldDigest, true, EffectContract.CompareAndSwap),
            ("2", "revert-image", "worker", NewDigest, OldDigest, true, EffectContract.CompareAndSwap),
        ]);
        plan.Changes[0].Summary.ShouldContain("the image stream's history has it next");
        plan.Changes[0].Undo.ShouldBe("guru import stg --after-revert");
        plan.Notes.Select(note => note.Text).ShouldContain(text => text.StartsWith("Database migrations are not downgraded", StringComparison.Ordinal));
        await _world.Cluster.DidNotReceiveWithAnyArgs().PointTagAsync(default!, default);
    }

    [Fact]
    public async Task What_our_own_run_replaced_counts_more_than_the_streams_history()
    {
        // Another import in between, e.g. by hand, is none that a deployment went back to.
        History(Import("api", OldestDigest, NewDigest), Import("api", OldDigest, "sha256:other", run: "run-0"));

        Plan plan = await PlanAsync();

        (plan.Changes[0].Target, plan.Changes[0].To).ShouldBe(("api", OldestDigest));
        plan.Changes[0].Summary.ShouldContain("run run-1 replaced it");
    }

    [Fact]
    public async Task Of_several_attempts_what_was_before_the_first_counts()
    {
        History(Import("api", OldDigest, NewDigest), Import("api", OldestDigest, OldDigest));

        (await PlanAsync()).Changes[0].To.ShouldBe(OldestDigest);
    }

    [Fact]
    public async Task A_run_that_did_not_bring_the_present_image_tells_nothing()
    {
        History(Import("api", OldestDigest, "sha256:earlier"));

        (await PlanAsync()).Changes[0].To.ShouldBe(OldDigest);
    }

    [Fact]
    public async Task Another_environments_imports_tell_nothing()
    {
        History(Import("api", OldestDigest, NewDigest, environment: "prod"));

        (await PlanAsync()).Changes[0].To.ShouldBe(OldDigest);
    }

    [Fact]
    public async Task A_named_runs_imports_are_what_is_taken_back()
    {
        History(Import("worker", OldestDigest, NewDigest, run: "run-5"));

        Change change = (await PlanAsync(new UndoDeploymentRequest { Environment = "stg", Run = "run-5" })).Changes.ShouldHaveSingleItem();

        (change.Target, change.To).ShouldBe(("worker", OldestDigest));
        GuruException unknown = await Should.ThrowAsync<GuruException>(() => PlanAsync(new UndoDeploymentRequest { Environment = "stg", Run = "run-6" }));
        unknown.Failure.Id.ShouldBe("RunWithoutImport");
    }

    [Fact]
    public async Task A_stream_that_the_last_deployment_left_alone_is_left_alone()
    {
        Cluster(AllDeployed() with { ImageStreams = [Deployed("api", 30, OldDigest), Deployed("worker", 60 * 24 * 7, OldDigest), Stream("proxy")] });

        (await PlanAsync()).Changes.ShouldHaveSingleItem().Target.ShouldBe("api");
        (await PlanAsync(new UndoDeploymentRequest { Environment = "stg", ImageStreams = ["worker"] })).Changes.ShouldHaveSingleItem().Target.ShouldBe("worker");
    }

    [Fact]
    public async Task An_image_that_the_registry_has_collected_blocks_and_the_older_ones_that_are_left_are_told()
    {
        _world.Registry.HasManifestAsync("api", OldDigest, Arg.Any<CancellationToken>()).Returns(false);

        Failure gone = (await PlanAsync()).Blockers.ShouldHaveSingleItem();

        gone.Id.ShouldBe("PreviousImageGone");
        gone.Evidence.ShouldContain(line => line.Contains(OldestDigest, StringComparison.Ordinal));
        gone.NextAction.ShouldNotBeNull().ShouldContain($"--to api={OldestDigest}");
    }

    [Fact]
    public async Task A_digest_may_be_asked_for()
    {
        UndoDeploymentRequest request = new() { Environment = "stg", ImageStreams = ["api"], To = new Dictionary<string, string> { ["api"] = OldestDigest } };

        (await PlanAsync(request)).Changes.ShouldHaveSingleItem().To.ShouldBe(OldestDigest);
        Should.Throw<GuruException>(() => _operation.Check(request with { To = new Dictionary<string, string> { ["api"] = "prod" } }, Service)).Failure.Id.ShouldBe("InvalidDigest");
        Should.Throw<GuruException>(() => _operation.Check(request with { To = new Dictionary<string, string> { ["apy"] = OldestDigest } }, Service)).Failure.Id.ShouldBe("UnknownImageStream");
    }

    [Fact]
    public async Task A_stateful_sets_pod_that_hangs_is_deleted_once_the_old_image_is_there()
    {
        ClusterSnapshot deployed = AllDeployed();
        Cluster(deployed with { Pods = [deployed.Pods[0], Hanging(NewDigest)] });

        Change release = (await PlanAsync()).Changes[2];

        (release.Kind, release.Target, release.Destructive, release.Effect).ShouldBe(("release-pods", "statefulset/worker", true, EffectContract.Convergent));
        release.Summary.ShouldContain("worker-0");
    }

    [Fact]
    public async Task What_is_reverted_already_is_told_and_left_alone()
    {
        Cluster(AllDeployed() with { ImageStreams = [Held("api", Mark), Held("worker", Mark), Stream("proxy")] });

        Plan plan = await PlanAsync();

        plan.Changes.ShouldBeEmpty();
        plan.Blockers.ShouldBeEmpty();
        plan.Notes[0].Text.ShouldBe("It is reverted already: 2026-05-15 14:03Z, by bob (run run-7), because: all jobs fail.");
    }

    [Fact]
    public async Task Without_a_past_there_is_nothing_to_go_back_to()
    {
        Cluster(Healthy());

        (await PlanAsync()).Blockers.ShouldHaveSingleItem().Id.ShouldBe("NothingToRevert");
    }

    private void Cluster(ClusterSnapshot snapshot) => _world.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(snapshot);

    private void History(params Ledger.RecordedChange[] changes) => _world.History.RecordedChangesAsync(default!, default!, default).ReturnsForAnyArgs(_ => Recorded(changes));

    private Task<Plan> PlanAsync(UndoDeploymentRequest? request = null) =>
        _operation.PlanAsync(request ?? new UndoDeploymentRequest { Environment = "stg" }, _world.Context, CancellationToken.None);
}
