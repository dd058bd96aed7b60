using System.Net;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;
using static ServiceGuru.Connectors.Tests.Kubernetes.ClusterAnswers;

namespace ServiceGuru.Connectors.Tests.Kubernetes;

public sealed class SnapshotTests
{
    [Fact]
    public async Task A_pod_is_read_with_its_containers_as_the_kubelet_reports_them()
    {
        FakeServer server = TestCluster.Serving(("/pods", List("PodList", CrashingPod)));

        PodState pod = (await server.Cluster().SnapshotAsync(default)).Pods.Single();

        pod.Name.ShouldBe("packit-worker-long-running-0");
        pod.Uid.ShouldBe("5d1c2c9e-1f0e-4d13-9a1a-0b7f0cbb3f40");
        pod.Phase.ShouldBe("Running");
        pod.Ready.ShouldBeFalse();
        (pod.OwnerKind, pod.OwnerName).ShouldBe(("StatefulSet", "packit-worker-long-running"));
        pod.Node.ShouldBe("ip-10-0-1-7.ec2.internal");
        pod.Labels["component"].ShouldBe("packit-worker-long-running");
        pod.DeletionDeadline.ShouldBe(DateTimeOffset.Parse("2026-03-02T12:59:40Z"));
        pod.Conditions[1].ShouldBe(new ConditionState(
            "Ready", "False", "ContainersNotReady", "containers with unready status: [packit-worker]", DateTimeOffset.Parse("2026-03-02T12:58:00Z")));
        pod.Containers.Select(c => (c.Name, c.Init, c.Phase)).ShouldBe(
        [
            ("wait-for-db", true, ContainerPhase.Terminated), ("logs", true, ContainerPhase.Waiting),
            ("packit-worker", false, ContainerPhase.Waiting), ("sidecar", false, ContainerPhase.Waiting),
        ]);
        ContainerState worker = pod.Containers[2];
        worker.Digest.ShouldBe(Digest);
        worker.Image.ShouldBe($"quay.io/packit/packit-worker@{Digest}");
        (worker.Reason, worker.Restarts, worker.LastExitCode, worker.LastReason).ShouldBe(("CrashLoopBackOff", 7, 137, "OOMKilled"));
        worker.LastFinishedAt.ShouldBe(DateTimeOffset.Parse("2026-03-02T12:58:00Z"));
        worker.ExitCode.ShouldBeNull();
        pod.Containers[0].ExitCode.ShouldBe(0);
        pod.Containers[0].FinishedAt.ShouldBe(DateTimeOffset.Parse("2026-03-02T11:00:10Z"));
        pod.Containers.ShouldAllBe(c => c.Sidecar == (c.Name == "logs"));
        pod.Finalizers.ShouldBe(["example.org/drain"]);
        pod.Containers[3].Digest.ShouldBeNull();
    }

    [Fact]
    public async Task Workloads_are_read_with_what_is_wanted_and_what_is_there()
    {
        FakeServer server = TestCluster.Serving(("/deployments", List("DeploymentList", Deployment)), ("/statefulsets", List("StatefulSetList", StatefulSet)));

        IReadOnlyList<WorkloadState> workloads = (await server.Cluster().SnapshotAsync(default)).Workloads;

        WorkloadState deployment = workloads.Single(w => w.Kind == WorkloadKind.Deployment);
        (deployment.Desired, deployment.Updated, deployment.Ready, deployment.Available, deployment.Current).ShouldBe((1, 1, 1, 0, 2));
        (deployment.Generation, deployment.ObservedGeneration, deployment.Paused).ShouldBe((12, 11, true));
        deployment.Images.ShouldBe(new Dictionary<string, string> { ["packit-service"] = "quay.io/packit/packit-service:stg" });
        deployment.Selector["component"].ShouldBe("packit-service");
        deployment.Conditions.Single().ShouldBe(new ConditionState(
            "Progressing", "False", "ProgressDeadlineExceeded", "ReplicaSet has timed out progressing.",
            DateTimeOffset.Parse("2026-03-02T11:00:00Z"), DateTimeOffset.Parse("2026-03-02T12:00:00Z")));
        WorkloadState statefulSet = workloads.Single(w => w.Kind == WorkloadKind.StatefulSet);
        (statefulSet.Desired, statefulSet.Updated, statefulSet.Current).ShouldBe((0, 1, 2));
    }

    [Fact]
    public async Task Events_of_old_and_new_recorders_are_read_and_the_newest_is_first()
    {
        FakeServer server = TestCluster.Serving(("/events", List("EventList", """
            { "metadata": { "name": "a", "creationTimestamp": "2026-03-02T10:00:00Z" }, "involvedObject": { "kind": "Pod", "name": "p" }, "reason": "BackOff", "message": "Back-off pulling image",
              "type": "Warning", "count": 12, "firstTimestamp": "2026-03-02T10:00:00Z", "lastTimestamp": "2026-03-02T12:00:00Z", "eventTime": null },
            { "metadata": { "name": "b", "creationTimestamp": "2026-03-02T10:00:00Z" }, "involvedObject": { "kind": "Pod", "name": "q" }, "reason": "FailedScheduling", "message": "0/3 nodes are available",
              "type": "Warning", "firstTimestamp": null, "lastTimestamp": null, "eventTime": "2026-03-02T12:10:00.000000Z", "series": { "count": 4, "lastObservedTime": "2026-03-02T12:40:00.000000Z" } },
            { "metadata": { "name": "c", "creationTimestamp": "2026-03-02T12:20:00Z" }, "involvedObject": { "kind": "Pod", "name": "r" }, "reason": "Scheduled", "message": "ok", "type": "Normal", "eventTime": "2026-03-02T12:20:00Z" }
            """)));

        IReadOnlyList<ClusterEvent> events = (await server.Cluster().SnapshotAsync(default)).Events;

        events.Select(e => (e.ObjectName, e.Count, e.LastSeen)).ShouldBe(
        [
            ("q", 4, DateTimeOffset.Parse("2026-03-02T12:40:00Z")), ("r", 1, DateTimeOffset.Parse("2026-03-02T12:20:00Z")), ("p", 12, DateTimeOffset.Parse("2026-03-02T12:00:00Z")),
        ]);
        events.Select(e => e.FirstSeen).ShouldBe(
            [DateTimeOffset.Parse("2026-03-02T12:10:00Z"), DateTimeOffset.Parse("2026-03-02T12:20:00Z"), DateTimeOffset.Parse("2026-03-02T10:00:00Z")]);
    }

    [Fact]
    public async Task Image_streams_are_read_with_their_history_and_the_reason_of_a_failed_import()
    {
        FakeServer server = TestCluster.Serving(("/imagestreams", List("ImageStreamList", ImageStream)));

        ImageStreamState stream = (await server.Cluster().SnapshotAsync(default)).ImageStreams.Single();

        stream.Tags.Select(tag => tag.Tag).ShouldBe(["prod", "pinned", "stray"]);
        ImageStreamTagState prod = stream.Tags[0];
        prod.From.ShouldBe("quay.io/packit/packit-worker:prod");
        prod.Digest.ShouldBe(Digest);
        prod.PreviousDigests.ShouldBe([OldDigest]);
        prod.ImportedAt.ShouldBe(DateTimeOffset.Parse("2026-03-02T12:00:00Z"));
        prod.ImportFailure.ShouldBe("Unauthorized: you may not have access to the container image");
        prod.ImportFailedAt.ShouldBe(DateTimeOffset.Parse("2026-03-02T12:30:00Z"));
        stream.Tags[1].ImportFailedAt.ShouldBeNull();
        stream.Tags[2].Digest.ShouldBeNull();
    }

    [Fact]
    public async Task Each_kind_is_listed_once_under_the_servers_path_prefix_with_the_token()
    {
        FakeServer server = TestCluster.Serving();

        ClusterSnapshot snapshot = await server.Cluster().SnapshotAsync(default);

        server.Requests.Select(request => request.PathAndQuery).Order(StringComparer.Ordinal).ShouldBe(
        [
            "/cluster/api/v1/namespaces/packit--stg/events?limit=500",
            "/cluster/api/v1/namespaces/packit--stg/pods?limit=500",
            "/cluster/apis/apps/v1/namespaces/packit--stg/deployments?limit=500",
            "/cluster/apis/apps/v1/namespaces/packit--stg/statefulsets?limit=500",
            "/cluster/apis/image.openshift.io/v1/namespaces/packit--stg/imagestreams?limit=500",
        ]);
        server.Requests.ShouldAllBe(request => request.Authorization == $"Bearer {KnownSecrets.Value}");
        snapshot.TakenAt.ShouldBe(server.Time.GetUtcNow());
        snapshot.Namespace.ShouldBe("packit--stg");
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task Plain_Kubernetes_has_no_image_streams(HttpStatusCode answer)
    {
        FakeServer server = new(request => request.Uri.AbsolutePath switch
        {
            "/cluster/apis/image.openshift.io/v1" => Json("404 page not found", HttpStatusCode.NotFound),
            var path when path.Contains("image.openshift.io") => Json(Status((int)answer, "Forbidden", "no"), answer),
            _ => Json(List("List", string.Empty)),
        });

        (await server.Cluster().SnapshotAsync(default)).ImageStreams.ShouldBeEmpty();
    }

    [Fact]
    public async Task OpenShift_that_forbids_image_streams_is_not_taken_for_plain_Kubernetes()
    {
        FakeServer server = new(request => request.Uri.AbsolutePath switch
        {
            "/cluster/apis/image.openshift.io/v1" => Json("""{"kind": "APIResourceList"}"""),
            var path when path.Contains("image.openshift.io") => Json(Status(403, "Forbidden", "imagestreams is forbidden"), HttpStatusCode.Forbidden),
            _ => Json(List("List", string.Empty)),
        });

        Failure failure = await Calling.FailureOfAsync(() => server.Cluster().SnapshotAsync(default));

        failure.Id.ShouldBe("ClusterForbidden");
        failure.Cause.ShouldBe("403 Forbidden: imagestreams is forbidden: Forbidden");
    }

    [Fact]
    public async Task A_long_list_is_read_in_pages_and_started_over_when_it_expires()
    {
        int firsts = 0;
        FakeServer server = new(request => (request.Uri.AbsolutePath.EndsWith("/pods"), request.Uri.Query) switch
        {
            (true, "?limit=500") => Json(List("PodList", Pod(++firsts == 1 ? "stale" : "one"), next: "abc=")),
            (true, "?limit=500&continue=abc%3D") => firsts == 1
                ? Json(Status(410, "Expired", "The provided continue parameter is too old"), HttpStatusCode.Gone)
                : Json(List("PodList", Pod("two"))),
            _ => Json(List("List", string.Empty)),
        });

        (await server.Cluster().SnapshotAsync(default)).Pods.Select(pod => pod.Name).ShouldBe(["one", "two"]);
    }
}
