using NSubstitute;
using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using static ServiceGuru.Health.Sample;
using static ServiceGuru.Rollouts.RevertSample;

namespace ServiceGuru.Rollouts;

public sealed class UndoApplyTests
{
    private readonly HealthContext _world = new();
    private readonly UndoDeployment _operation = new();

    public UndoApplyTests()
    {
        _world.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(AllDeployed());
        _world.History.RecordedChangesAsync(default!, default!, default).ReturnsForAnyArgs(_ => Recorded());
        _world.Registry.HasManifestAsync(default!, default!, default).ReturnsForAnyArgs(true);
    }

    [Fact]
    public async Task The_tag_is_pointed_at_the_old_digest_and_marked_in_one_write()
    {
        TagPointer? sent = null;
        await _world.Cluster.PointTagAsync(Arg.Do<TagPointer>(pointer => sent = pointer), Arg.Any<CancellationToken>());

        IReadOnlyDictionary<string, string> values = await _operation.ApplyAsync(await ChangeAsync(), _world.Context, CancellationToken.None);

        (sent!.ImageStream, sent.Tag, sent.From, sent.Scheduled, sent.Expected).ShouldBe(("api", "stg", $"quay.io/shop/api@{OldDigest}", false, NewDigest));
        ImageStreamState marked = Held("api", sent.Annotations["serviceguru.dev/reverted.stg"]);
        RevertedTag held = RevertMark.Find(marked, "stg").ShouldNotBeNull();
        (held.At, held.By, held.Run, held.Reason, held.From).ShouldBe((Now, "ann", "run-1", "broken", NewDigest));
        values.Keys.ShouldBe(["pods:deployment/api"]);
    }

    [Theory]
    [InlineData("held", ProbeOutcome.Applied)]
    [InlineData("new", ProbeOutcome.NotApplied)]
    [InlineData("other", ProbeOutcome.Unknown)]
    public async Task A_probe_looks_where_the_tag_points(string state, ProbeOutcome expected)
    {
        Change change = await ChangeAsync();
        _world.Cluster.GetImageStreamAsync("api", Arg.Any<CancellationToken>())
            .Returns(state switch { "held" => Held("api", Mark), "new" => Deployed("api"), _ => Stream("api", OldestDigest) });

        (await _operation.ProbeAsync(change, _world.Context, CancellationToken.None)).ShouldBe(expected);
    }

    [Fact]
    public async Task It_ends_when_every_pod_runs_the_old_image()
    {
        _world.Cluster.GetImageStreamAsync("api", Arg.Any<CancellationToken>()).Returns(_ => Elapsed < TimeSpan.FromSeconds(5) ? Deployed("api") with { Tags = [Held("api").Tags[0] with { Digest = NewDigest }] } : Held("api", Mark));
        _world.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(_ => Elapsed < TimeSpan.FromSeconds(15) ? AllDeployed() : Healthy());
        ChangeResult applied = new()
        {
            Change = await ChangeAsync(),
            Status = ChangeStatus.Applied,
            Values = new Dictionary<string, string> { ["pods:deployment/api"] = PodRoster.Of([Pod("api-9c8b7a6d5-old00")]).ToString() },
        };

        Conclusion conclusion = await _world.Clock.RunAsync(_operation.ConcludeAsync(Request, [applied], _world.Context, CancellationToken.None));

        conclusion.Failure.ShouldBeNull();
        UndoReport report = conclusion.Output.ShouldBeOfType<UndoReport>();
        report.Images.ShouldHaveSingleItem().Reverted.ShouldBeTrue();
        report.Workloads.ShouldHaveSingleItem().Finished.ShouldBeTrue();
        Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_digest_that_the_cluster_cannot_import_ends_the_wait_with_its_words()
    {
        _world.Cluster.GetImageStreamAsync("api", Arg.Any<CancellationToken>()).Returns(new ImageStreamState(
            "api", [Held("api").Tags[0] with { Digest = NewDigest, ImportFailure = "NotFound: manifest unknown", ImportFailedAt = Now }]));

        Conclusion conclusion = await _world.Clock.RunAsync(_operation.ConcludeAsync(
            Request, [new ChangeResult { Change = await ChangeAsync(), Status = ChangeStatus.Applied }], _world.Context, CancellationToken.None));

        conclusion.Failure.ShouldNotBeNull().Id.ShouldBe("RevertNotImported");
        conclusion.Failure.Cause.ShouldNotBeNull().ShouldContain("manifest unknown");
    }

    [Fact]
    public async Task Pods_that_hang_are_deleted_by_uid_once_the_template_has_followed()
    {
        ClusterSnapshot deployed = AllDeployed();
        ClusterSnapshot stuck = deployed with { Pods = [deployed.Pods[0], Hanging(NewDigest)] };
        _world.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(stuck);
        Change release = (await _operation.PlanAsync(Request, _world.Context, CancellationToken.None)).Changes.Single(change => change.Kind == "release-pods");
        _world.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(_ => Elapsed < TimeSpan.FromSeconds(5) ? stuck : stuck with { Workloads = [stuck.Workloads[0], Workload("worker")] });
        _world.Cluster.DeletePodAsync(default!, default!, default, default).ReturnsForAnyArgs(true);

        IReadOnlyDictionary<string, string> values = await _world.Clock.RunAsync(_operation.ApplyAsync(release, _world.Context, CancellationToken.None));

        values["pods"].ShouldBe("worker-0");
        Elapsed.ShouldBe(TimeSpan.FromSeconds(5));
        await _world.Cluster.Received(1).DeletePodAsync("worker-0", "uid-worker-0", false, Arg.Any<CancellationToken>());
        (await _operation.ProbeAsync(release, _world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.NotApplied);
        _world.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(Healthy());
        (await _operation.ProbeAsync(release, _world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.Applied);
    }

    private TimeSpan Elapsed => _world.Clock.GetUtcNow() - Now;

    private static UndoDeploymentRequest Request { get; } = new() { Environment = "stg", Reason = "broken" };

    private async Task<Change> ChangeAsync() => (await _operation.PlanAsync(Request, _world.Context, CancellationToken.None)).Changes.First(change => change.Target == "api");
}
