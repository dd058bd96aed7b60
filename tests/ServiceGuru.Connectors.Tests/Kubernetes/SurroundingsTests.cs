using System.Net;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Health.Surroundings;
using ServiceGuru.Operations;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;
using static ServiceGuru.Connectors.Tests.Kubernetes.ClusterAnswers;

namespace ServiceGuru.Connectors.Tests.Kubernetes;

/// <summary>What stands around pods and workloads, as the API references write it.</summary>
public sealed class SurroundingsTests
{
    [Fact]
    public async Task Each_kind_is_read_in_the_APIs_own_shape()
    {
        FakeServer server = TestCluster.Serving(
            ("/daemonsets", List("DaemonSetList", """
                { "metadata": { "name": "logs", "generation": 3 }, "spec": { "updateStrategy": { "type": "OnDelete" } },
                  "status": { "observedGeneration": 2, "desiredNumberScheduled": 5, "currentNumberScheduled": 5, "updatedNumberScheduled": 4, "numberReady": 3, "numberAvailable": 2, "numberUnavailable": 3, "numberMisscheduled": 1 } }
                """)),
            ("/jobs", List("JobList", """
                { "metadata": { "name": "clean-29000000", "creationTimestamp": "2026-03-02T03:00:00Z", "ownerReferences": [ { "apiVersion": "batch/v1", "kind": "CronJob", "name": "clean", "controller": true } ] },
                  "spec": { "backoffLimit": 6, "suspend": false },
                  "status": { "failed": 7, "failedIndexes": "1,3-5", "conditions": [ { "type": "Failed", "status": "True", "reason": "BackoffLimitExceeded", "message": "Job has reached the specified backoff limit", "lastTransitionTime": "2026-03-02T03:20:00Z" } ] } }
                """)),
            ("/cronjobs", List("CronJobList", """
                { "metadata": { "name": "clean", "creationTimestamp": "2026-01-02T03:00:00Z" },
                  "spec": { "schedule": "0 3 * * *", "timeZone": "Europe/Prague", "suspend": true, "concurrencyPolicy": "Forbid" },
                  "status": { "lastScheduleTime": "2026-03-02T03:00:00Z", "lastSuccessfulTime": "2026-03-01T03:01:00Z", "active": [ { "kind": "Job", "name": "clean-29000000" } ] } }
                """)),
            ("/services", List("ServiceList", """
                { "metadata": { "name": "web", "creationTimestamp": "2026-01-02T03:00:00Z" },
                  "spec": { "type": "ClusterIP", "selector": { "component": "web" }, "ports": [ { "name": "https", "port": 443, "targetPort": "https" }, { "port": 80, "targetPort": 8080 }, { "port": 81 } ] } }
                """)),
            ("/endpointslices", List("EndpointSliceList", """
                { "metadata": { "name": "web-x7k2p", "labels": { "kubernetes.io/service-name": "web" }, "annotations": { "endpoints.kubernetes.io/last-change-trigger-time": "2026-03-02T12:00:00Z" } }, "addressType": "IPv4",
                  "endpoints": [ { "addresses": [ "10.0.0.1" ], "conditions": { "ready": true } }, { "addresses": [ "10.0.0.2" ], "conditions": { "ready": false } }, { "addresses": [ "10.0.0.3" ], "conditions": {} } ] }
                """)),
            ("/routes", List("RouteList", """
                { "metadata": { "name": "web", "creationTimestamp": "2026-01-02T03:00:00Z" }, "spec": { "host": "web.example", "to": { "kind": "Service", "name": "web", "weight": 100 }, "port": { "targetPort": "https" } },
                  "status": { "ingress": [ { "host": "web.example", "routerName": "default", "conditions": [ { "type": "Admitted", "status": "False", "reason": "HostAlreadyClaimed", "message": "route other already exposes web.example", "lastTransitionTime": "2026-03-02T12:00:00Z" } ] } ] } }
                """)),
            ("/persistentvolumeclaims", List("PersistentVolumeClaimList", """
                { "metadata": { "name": "data", "creationTimestamp": "2026-01-02T03:00:00Z" }, "spec": { "storageClassName": "gp3", "volumeName": "pvc-1" }, "status": { "phase": "Lost" } }
                """)),
            ("/horizontalpodautoscalers", List("HorizontalPodAutoscalerList", """
                { "metadata": { "name": "web" }, "spec": { "scaleTargetRef": { "apiVersion": "apps/v1", "kind": "Deployment", "name": "web" }, "minReplicas": 1, "maxReplicas": 4 },
                  "status": { "currentReplicas": 4, "desiredReplicas": 4, "conditions": [ { "type": "ScalingLimited", "status": "True", "reason": "TooManyReplicas", "message": "more than the maximum", "lastTransitionTime": "2026-03-02T12:00:00Z" } ] } }
                """)),
            ("/poddisruptionbudgets", List("PodDisruptionBudgetList", """
                { "metadata": { "name": "web" }, "status": { "disruptionsAllowed": 0, "currentHealthy": 1, "desiredHealthy": 1, "expectedPods": 2 } }
                """)),
            ("/nodes", List("NodeList", """
                { "metadata": { "name": "ip-10-0-1-7" }, "spec": { "unschedulable": true }, "status": { "conditions": [ { "type": "Ready", "status": "Unknown", "reason": "NodeStatusUnknown", "message": "Kubelet stopped posting node status.", "lastTransitionTime": "2026-03-02T12:00:00Z" } ] } }
                """)),
            ("/builds", List("BuildList", """
                { "metadata": { "name": "site-3", "creationTimestamp": "2026-03-02T11:00:00Z", "labels": { "openshift.io/build-config.name": "site" } },
                  "status": { "phase": "Failed", "reason": "DockerBuildFailed", "message": "Dockerfile build strategy has failed.", "completionTimestamp": "2026-03-02T11:05:00Z" } }
                """)),
            ("/deploymentconfigs", List("DeploymentConfigList", """
                { "metadata": { "name": "old" }, "spec": { "replicas": 2, "paused": true },
                  "status": { "availableReplicas": 1, "updatedReplicas": 1, "conditions": [ { "type": "Progressing", "status": "False", "reason": "RolloutCancelled", "lastTransitionTime": "2026-03-02T11:05:00Z" } ] } }
                """)));

        ClusterSurroundings around = await server.Cluster().ReadSurroundingsAsync(default);

        around.DaemonSets.ShouldHaveSingleItem().ShouldBe(new DaemonSetState
        {
            Name = "logs", Desired = 5, Updated = 4, Ready = 3, Available = 2, Misscheduled = 1, Generation = 3, ObservedGeneration = 2, OnDelete = true,
        });
        JobState job = around.Jobs.ShouldHaveSingleItem();
        (job.CronJob, job.Failed, job.FailedIndexes, job.Conditions[0].Reason).ShouldBe(("clean", 7, "1,3-5", "BackoffLimitExceeded"));
        around.CronJobs.ShouldHaveSingleItem().ShouldBe(new CronJobState
        {
            Name = "clean", Schedule = "0 3 * * *", TimeZone = "Europe/Prague", Suspended = true, ForbidsConcurrency = true, Active = 1,
            CreatedAt = DateTimeOffset.Parse("2026-01-02T03:00:00Z"), LastScheduledAt = DateTimeOffset.Parse("2026-03-02T03:00:00Z"),
        });
        around.Services.ShouldHaveSingleItem().Ports.ShouldBe([new ServicePort("https", 443, "https"), new ServicePort(null, 80, "8080"), new ServicePort(null, 81, null)]);
        around.Endpoints.ShouldNotBeNull().ShouldHaveSingleItem().ShouldBe(new EndpointsState("web", 2, 1, DateTimeOffset.Parse("2026-03-02T12:00:00Z")));
        RouteState route = around.Routes.ShouldHaveSingleItem();
        (route.Host, route.Service, route.Port, route.Admissions[0].Reason).ShouldBe(("web.example", "web", "https", "HostAlreadyClaimed"));
        around.VolumeClaims.ShouldHaveSingleItem().ShouldBe(new VolumeClaimState("data", "Lost", "gp3", "pvc-1", DateTimeOffset.Parse("2026-01-02T03:00:00Z")));
        AutoscalerState scaler = around.Autoscalers.ShouldHaveSingleItem();
        (scaler.Scales, scaler.Maximum, scaler.Conditions[0].Type).ShouldBe(("deployment/web", 4, "ScalingLimited"));
        around.DisruptionBudgets.ShouldHaveSingleItem().ShouldBe(new DisruptionBudgetState("web", 0, 1, 1, 2));
        NodeState node = around.Nodes.ShouldHaveSingleItem();
        (node.Cordoned, node.Conditions[0].Status).ShouldBe((true, "Unknown"));
        BuildRunState build = around.Builds.ShouldHaveSingleItem();
        (build.Config, build.Phase, build.Reason).ShouldBe(("site", "Failed", "DockerBuildFailed"));
        DeploymentConfigState config = around.DeploymentConfigs.ShouldHaveSingleItem();
        (config.Desired, config.Available, config.Paused, config.Conditions[0].Reason).ShouldBe((2, 1, true, "RolloutCancelled"));
        around.Unread.ShouldBeEmpty();
        server.Requests.Count.ShouldBe(12, "one list call a kind");
    }

    [Fact]
    public async Task Kinds_that_the_server_lacks_are_empty_and_Endpoints_stand_in_for_slices()
    {
        FakeServer server = new(request => request.Uri.AbsolutePath.EndsWith("/endpoints", StringComparison.Ordinal)
            ? Json(List("EndpointsList", """
                { "metadata": { "name": "web" }, "subsets": [ { "addresses": [ { "ip": "10.0.0.1" } ], "notReadyAddresses": [ { "ip": "10.0.0.2" }, { "ip": "10.0.0.3" } ] } ] }
                """))
            : Json("404 page not found", HttpStatusCode.NotFound));

        ClusterSurroundings around = await server.Cluster().ReadSurroundingsAsync(default);

        around.Endpoints.ShouldNotBeNull().ShouldHaveSingleItem().ShouldBe(new EndpointsState("web", 1, 2, null));
        around.Unread.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_user_of_the_namespace_may_not_list_is_named_and_fails_nothing()
    {
        FakeServer server = new(request => request.Uri.AbsolutePath switch
        {
            "/cluster/api/v1/nodes" => Json(Status(403, "Forbidden", "nodes is forbidden"), HttpStatusCode.Forbidden),
            var path when path.Contains("endpoint") => Json(Status(403, "Forbidden", "no"), HttpStatusCode.Forbidden),
            "/cluster/apis/route.openshift.io/v1" or "/cluster/apis/build.openshift.io/v1" => Json("404 page not found", HttpStatusCode.NotFound),
            var path when path.Contains("/routes") || path.Contains("/builds") => Json(Status(403, "Forbidden", "no"), HttpStatusCode.Forbidden),
            _ => Json(List("List", string.Empty)),
        });

        ClusterSurroundings around = await server.Cluster().ReadSurroundingsAsync(default);

        around.Unread.Select(unread => unread.Kind).ShouldBe(["endpoints", "nodes"], "plain Kubernetes says 403 for OpenShift's kinds, too, and those it lacks");
        around.Unread[1].Why.ShouldContain("nodes is forbidden");
        around.Endpoints.ShouldBeNull();
    }

    [Fact]
    public async Task A_server_in_trouble_is_a_failure_and_no_note()
    {
        FakeServer server = new(request => request.Uri.AbsolutePath.EndsWith("/jobs", StringComparison.Ordinal)
            ? Json(Status(500, "InternalError", "etcd"), HttpStatusCode.InternalServerError)
            : Json(List("List", string.Empty)));

        (await Calling.FailureOfAsync(() => server.Cluster().ReadSurroundingsAsync(default))).Kind.ShouldBe(FailureKind.Unreachable);
    }
}
