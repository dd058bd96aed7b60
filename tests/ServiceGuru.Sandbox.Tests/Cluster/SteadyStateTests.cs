using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Tests.Cluster.Fakes;

namespace ServiceGuru.Sandbox.Tests.Cluster;

public sealed class SteadyStateTests
{
    [Theory]
    [InlineData(PackitService.Production, 8)]
    [InlineData(PackitService.Staging, 6)]
    public async Task Every_environment_starts_with_all_its_pods_ready(string space, int pods)
    {
        await using var host = await ClusterHost.Start();

        var items = (await host.Get($"api/v1/namespaces/{space}/pods")).Items("items").ToList();

        items.Count.ShouldBe(pods);
        items.ShouldAllBe(pod => pod.Ready());
    }

    [Fact]
    public async Task Workloads_run_what_their_image_stream_tag_points_at()
    {
        await using var host = await ClusterHost.Start();
        var expected = host.Images.Resolve($"{PackitService.WorkerImage}:prod")!.Digest;

        host.Cluster.RunningDigest(PackitService.Production, "packit-worker-short-running").ShouldBe(expected);
        host.Cluster.RunningDigest(PackitService.Production, "packit-service-beat").ShouldBe(expected);
        host.Cluster.RunningDigest(PackitService.Staging, "packit-service-beat").ShouldNotBe(expected);
        host.Cluster.RunningDigest(PackitService.Production, "nothing").ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_moves_by_itself_and_no_effect_is_recorded()
    {
        await using var host = await ClusterHost.Start(speed: 100_000);
        var version = (await host.Get("api/v1/pods")).Text("metadata", "resourceVersion");

        var changes = 0;
        await foreach (var change in host.Watch($"apis/apps/v1/deployments?resourceVersion={version}&timeoutSeconds=1"))
        {
            changes++;
        }

        changes.ShouldBe(0);
        (await host.Get("api/v1/pods")).Text("metadata", "resourceVersion").ShouldBe(version);
        host.Effects.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_crash_loop_that_is_there_from_the_start_is_seen_at_once()
    {
        await using var host = await ClusterHost.Start(speed: 1, faults: "staging-crash-loop");

        var pod = await host.Get("api/v1/namespaces/packit--stg/pods/packit-worker-short-running-0");

        pod.Waiting().ShouldBe("CrashLoopBackOff");
        pod.Container().Number("restartCount").ShouldBe(6);
        pod.Container().Number("lastState", "terminated", "exitCode").ShouldBe(1);
        var events = await host.Until("api/v1/namespaces/packit--stg/events", items => items.Count > 0);
        events.Select(one => $"{one.Text("type")} {one.Text("reason")}").ShouldContain("Warning BackOff");
    }
}
