using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Tests.Cluster.Fakes;

namespace ServiceGuru.Sandbox.Tests.Cluster;

public sealed class FaultTests
{
    private const string StagingPods = "api/v1/namespaces/packit--stg/pods";

    [Fact]
    public async Task A_crash_loop_counts_restarts_shows_its_log_and_heals_when_cleared()
    {
        await using var host = await ClusterHost.Start();

        host.Faults.Set("staging-crash-loop");

        await host.Until(StagingPods, pods => pods.Any(pod => pod.Waiting() == "CrashLoopBackOff" && pod.Container().Number("restartCount") >= 2));
        var log = await host.Api.GetStringAsync($"{StagingPods}/packit-worker-short-running-0/log?previous=true&tailLines=1");
        log.ShouldStartWith("redis.exceptions.ConnectionError");
        log.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();

        host.Faults.Clear("staging-crash-loop");
        var pods = await host.Until(StagingPods, all => all.All(pod => pod.Ready()));
        pods.Single(pod => pod.Name() == "packit-worker-short-running-0").Container().Number("lastState", "terminated", "exitCode").ShouldBe(1);
    }

    [Fact]
    public async Task New_worker_pods_cannot_pull_until_the_fault_is_cleared()
    {
        await using var host = await ClusterHost.Start();
        host.Faults.Set("image-pull-backoff");
        var image = host.Images.Move(PackitService.WorkerImage, "prod", "1111111111111111111111111111111111111111");
        await host.Send(HttpMethod.Post, ClusterClient.Imports, ClusterClient.ImportRequest("packit-worker", $"{PackitService.WorkerImage}:prod"));

        var stuck = await host.Until(ClusterClient.Pods, pods => pods.Count(pod => pod.Waiting() == "ImagePullBackOff") == 3);
        stuck.First(pod => pod.Waiting() == "ImagePullBackOff").Container().Text("state", "waiting", "message")!.ShouldContain("manifest unknown");
        var failed = await host.Get("api/v1/namespaces/packit--prod/events?fieldSelector=reason%3DFailed,type%3DWarning");
        failed.Items("items").Select(one => one.Text("message")!).ShouldContain(text => text.Contains($"reading manifest {image.Digest}", StringComparison.Ordinal));

        host.Faults.Clear("image-pull-backoff");
        await host.Until(ClusterClient.Pods, pods => pods.Count == 8 && pods.All(pod => pod.Ready())
            && pods.Count(pod => pod.Container().Text("imageID")!.EndsWith(image.Digest, StringComparison.Ordinal)) == 5);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pod_that_hangs_in_terminating_goes_by_force_or_when_the_fault_is_cleared(bool byForce)
    {
        await using var host = await ClusterHost.Start();
        host.Faults.Set("pod-stuck-terminating");
        var image = host.Images.Move(PackitService.WorkerImage, "prod", "2222222222222222222222222222222222222222");
        await host.Send(HttpMethod.Post, ClusterClient.Imports, ClusterClient.ImportRequest("packit-worker", $"{PackitService.WorkerImage}:prod"));

        // The other workers' rollout outlasts the grace period many times.
        var pods = await host.Until(ClusterClient.Pods, all => all.Count(pod => pod.Ready() && pod.Container().Text("imageID")!.EndsWith(image.Digest, StringComparison.Ordinal)) == 3);
        var stuck = pods.Single(pod => pod.At("metadata", "deletionTimestamp") is not null);
        stuck.Name().ShouldBe("packit-worker-long-running-1");
        stuck.Number("metadata", "deletionGracePeriodSeconds").ShouldBe(10);

        if (byForce)
        {
            await host.Send(HttpMethod.Delete, $"{ClusterClient.Pods}/{stuck.Name()}?gracePeriodSeconds=0");
        }
        else
        {
            host.Faults.Clear("pod-stuck-terminating");
        }

        await host.Until(ClusterClient.Pods, all => all.Count(pod => pod.Ready() && pod.Container().Text("imageID")!.EndsWith(image.Digest, StringComparison.Ordinal)) == 5);
    }
}
