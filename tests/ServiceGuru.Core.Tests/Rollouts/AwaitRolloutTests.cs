using NSubstitute;
using ServiceGuru.Health;
using ServiceGuru.Operations;
using static ServiceGuru.Health.Sample;
using static ServiceGuru.Rollouts.RevertSample;

namespace ServiceGuru.Rollouts;

public sealed class AwaitRolloutTests
{
    private readonly HealthContext _world = new();
    private readonly AwaitRollout _operation = new();

    [Fact]
    public async Task It_ends_when_every_workload_runs_what_its_stream_has()
    {
        ClusterSnapshot half = AllDeployed() with { Pods = Healthy().Pods, Workloads = Healthy().Workloads };
        _world.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(_ => Elapsed < TimeSpan.FromSeconds(20) ? half : AllDeployed());

        Conclusion conclusion = await ConcludeAsync(new AwaitRolloutRequest { Environment = "stg" });

        conclusion.Failure.ShouldBeNull();
        RolloutReport report = conclusion.Output.ShouldBeOfType<RolloutReport>();
        report.Workloads.Select(workload => (workload.Name, workload.Digest, workload.Finished)).ShouldBe([("api", NewDigest, true), ("worker", NewDigest, true)]);
        Elapsed.ShouldBe(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task It_waits_as_long_as_it_is_told()
    {
        ClusterSnapshot never = AllDeployed() with { Pods = [Starting(0, Waiting("ContainerCreating")), AllDeployed().Pods[1]] };
        _world.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(never);

        Conclusion conclusion = await ConcludeAsync(new AwaitRolloutRequest { Environment = "stg", ImageStreams = ["api"], Timeout = TimeSpan.FromMinutes(2) });

        conclusion.Failure.ShouldNotBeNull().Id.ShouldBe("RolloutTimedOut");
        conclusion.Output.ShouldBeOfType<RolloutReport>().Workloads.ShouldHaveSingleItem().Name.ShouldBe("api");
        Elapsed.ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Streams_without_images_give_nothing_to_wait_for()
    {
        _world.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(Healthy() with { ImageStreams = [] });

        (await Should.ThrowAsync<GuruException>(() => ConcludeAsync(new AwaitRolloutRequest { Environment = "stg" }))).Failure.Id.ShouldBe("NothingToAwait");
    }

    [Fact]
    public void Names_and_time_outs_are_checked_before_anything_starts()
    {
        Should.Throw<GuruException>(() => _operation.Check(new AwaitRolloutRequest { Environment = "stg", ImageStreams = ["apy"] }, Service)).Failure.Id.ShouldBe("UnknownImageStream");
        Should.Throw<GuruException>(() => _operation.Check(new AwaitRolloutRequest { Environment = "stg", Timeout = TimeSpan.Zero }, Service)).Failure.Id.ShouldBe("InvalidTimeout");
    }

    private TimeSpan Elapsed => _world.Clock.GetUtcNow() - Now;

    private Task<Conclusion> ConcludeAsync(AwaitRolloutRequest request) => _world.Clock.RunAsync(_operation.ConcludeAsync(request, [], _world.Context, CancellationToken.None));
}
