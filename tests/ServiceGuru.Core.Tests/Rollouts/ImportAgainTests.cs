using NSubstitute;
using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using static ServiceGuru.Health.Sample;
using static ServiceGuru.Rollouts.RevertSample;

namespace ServiceGuru.Rollouts;

public sealed class ImportAgainTests
{
    private readonly HealthContext _world = new();
    private readonly ImportImages _operation = new();

    public ImportAgainTests()
    {
        Registry("api", OldDigest);
        Registry("worker", OldDigest);
        _world.Cluster.DeletePodAsync(default!, default!, default, default).ReturnsForAnyArgs(true);
    }

    [Fact]
    public async Task What_is_there_already_is_imported_again_and_nothing_else()
    {
        Plan plan = await PlanAsync();

        plan.Changes.Select(change => (change.Kind, change.Target, change.Destructive)).ShouldBe([("import-image", "api", false), ("import-image", "worker", false)]);
        plan.Changes[0].Summary.ShouldBe("Import quay.io/shop/api:stg into api:stg again: it is at sha256:000000000000");
    }

    [Theory]
    [InlineData(OldDigest, "StatefulSet")]
    [InlineData(NewDigest, "StatefulSet")]
    public async Task A_pod_that_hangs_goes_also_on_an_image_that_is_not_its_workloads_any_more(string digest, string owner)
    {
        Pods(Pod(), Hanging(digest));

        Change release = (await PlanAsync()).Changes.Single(change => change.Kind == "release-pods");

        release.Target.ShouldBe("statefulset/worker");
        release.Destructive.ShouldBeTrue();
        release.Summary.ShouldContain(owner);
        (await _operation.ApplyAsync(release, _world.Context, CancellationToken.None))["pods"].ShouldBe("worker-0");
        await _world.Cluster.Received(1).DeletePodAsync("worker-0", "uid-worker-0", false, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_deployments_pod_that_only_starts_is_left_alone()
    {
        Pods(Starting(1, Waiting("ContainerCreating")) with { Uid = "uid-api" }, Pod("worker-0"));

        (await PlanAsync()).Changes.ShouldAllBe(change => change.Kind == "import-image");
    }

    [Fact]
    public async Task Without_being_asked_no_pod_is_deleted()
    {
        Pods(Pod(), Hanging(NewDigest));

        Plan plan = await _operation.PlanAsync(new ImportImagesRequest { Environment = "stg" }, _world.Context, CancellationToken.None);

        plan.Changes.ShouldAllBe(change => change.Kind == "import-image");
    }

    private void Pods(PodState api, PodState worker) => _world.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(Healthy() with { Pods = [api, worker] });

    private void Registry(string repository, string digest) =>
        _world.Registry.GetTagAsync(repository, "stg", Arg.Any<CancellationToken>()).Returns(new ImageTag("stg", digest, Now, null, false));

    private Task<Plan> PlanAsync() => _operation.PlanAsync(new ImportImagesRequest { Environment = "stg", Again = true }, _world.Context, CancellationToken.None);
}
