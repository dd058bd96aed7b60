using System.Net;
using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Tests.Cluster;

public sealed class RolloutTests
{
    private const string Apps = "apis/apps/v1/namespaces/packit--prod";

    [Fact]
    public async Task A_stateful_set_replaces_one_pod_after_the_other_from_the_highest_ordinal()
    {
        await using var host = await ClusterHost.Start();
        var version = (await host.Get(ClusterClient.Pods)).Text("metadata", "resourceVersion");
        await Restart(host, "statefulsets/packit-worker-short-running");

        var story = new List<string>();
        await foreach (var change in host.Watch($"{ClusterClient.Pods}?labelSelector=component%3Dpackit-worker-short-running&resourceVersion={version}"))
        {
            var pod = (JsonObject)change["object"]!;
            var what = change.Text("type") == "MODIFIED" ? (pod.Ready() ? "READY" : null) : change.Text("type");
            if (what is not null)
            {
                story.Add($"{what} {pod.Name()![^1]}");
            }

            if (story.Count == 6)
            {
                break;
            }
        }

        story.ShouldBe(["DELETED 1", "ADDED 1", "READY 1", "DELETED 0", "ADDED 0", "READY 0"]);
        var sets = await host.Until($"{Apps}/statefulsets", items => Find(items, "packit-worker-short-running").Number("status", "readyReplicas") == 2
            && Find(items, "packit-worker-short-running").Text("status", "currentRevision") == Find(items, "packit-worker-short-running").Text("status", "updateRevision"));
        Find(sets, "packit-worker-short-running").Number("status", "observedGeneration").ShouldBe(2);
    }

    [Fact]
    public async Task A_recreated_deployment_has_never_two_pods()
    {
        await using var host = await ClusterHost.Start();
        var list = await host.Get($"{ClusterClient.Pods}?labelSelector=component%3Dpackit-service");
        var alive = list.Items("items").Select(pod => pod.Name()!).ToHashSet();
        await Restart(host, "deployments/packit-service");

        await foreach (var change in host.Watch($"{ClusterClient.Pods}?labelSelector=component%3Dpackit-service&resourceVersion={list.Text("metadata", "resourceVersion")}"))
        {
            var pod = (JsonObject)change["object"]!;
            _ = change.Text("type") == "DELETED" ? alive.Remove(pod.Name()!) : alive.Add(pod.Name()!);
            alive.Count.ShouldBeLessThanOrEqualTo(1);
            if (pod.Ready() && !list.Items("items").Any(old => old.Name() == pod.Name()))
            {
                break;
            }
        }

        var items = await host.Until($"{Apps}/deployments", all => Find(all, "packit-service") is var one
            && one.Number("status", "observedGeneration") == 2 && one.Number("status", "availableReplicas") == 1);
        Find(items, "packit-service").Text("metadata", "annotations", "deployment.kubernetes.io/revision").ShouldBe("2");
    }

    [Fact]
    public async Task A_rolling_update_keeps_most_replicas_available()
    {
        await using var host = await ClusterHost.Start();
        var (code, _) = await host.Send(HttpMethod.Post, $"{Apps}/deployments", Web("quay.io/packit/web:1", 4));
        code.ShouldBe(HttpStatusCode.Created);
        await host.Until(ClusterClient.Pods, pods => Web(pods).Count(pod => pod.Ready()) == 4);

        await host.Send(HttpMethod.Patch, $"{Apps}/deployments/web", Template("image", "quay.io/packit/web:2"), "application/strategic-merge-patch+json");

        await host.Until(ClusterClient.Pods, pods =>
        {
            Web(pods).Count(pod => pod.At("metadata", "deletionTimestamp") is null).ShouldBeInRange(3, 5);
            return Web(pods).Count() == 4 && Web(pods).All(pod => pod.Ready() && pod.Container().Text("image") == "quay.io/packit/web:2");
        });
    }

    [Fact]
    public async Task A_deployment_that_gets_nowhere_exceeds_its_deadline()
    {
        await using var host = await ClusterHost.Start(speed: 5000);
        host.Images.Missing.Add("quay.io/packit/web:bad");
        await host.Send(HttpMethod.Post, $"{Apps}/deployments", Web("quay.io/packit/web:bad", 1));

        await host.Until($"{Apps}/deployments", items => items.Any(item => item.Name() == "web"
            && item.Items("status", "conditions").Any(one => one.Text("type") == "Progressing" && one.Text("reason") == "ProgressDeadlineExceeded")));
    }

    [Fact]
    public async Task What_a_deleted_workload_owned_goes_with_it()
    {
        await using var host = await ClusterHost.Start();
        await host.Send(HttpMethod.Delete, $"{Apps}/deployments/packit-service");

        await host.Until(ClusterClient.Pods, pods => !pods.Any(pod => pod.Text("metadata", "labels", "component") == "packit-service"));
        await host.Until($"{Apps}/replicasets", sets => !sets.Any(set => set.Text("metadata", "labels", "component") == "packit-service"));
        host.Effects.All.ShouldBe(["cluster delete-deployment packit--prod/deployments/packit-service"]);
    }

    private static Task Restart(ClusterHost host, string workload) => host.Send(
        HttpMethod.Patch, $"{Apps}/{workload}",
        JsonNode.Parse("""{"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"now"}}}}}"""),
        "application/strategic-merge-patch+json");

    private static IEnumerable<JsonObject> Web(IReadOnlyList<JsonObject> pods) => pods.Where(pod => pod.Text("metadata", "labels", "app") == "web");

    private static JsonObject Find(IReadOnlyList<JsonObject> items, string name) => items.Single(item => item.Name() == name);

    private static JsonObject Template(string member, string value) => new()
    {
        ["spec"] = new JsonObject
        {
            ["template"] = new JsonObject
            {
                ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "web", [member] = value }) },
            },
        },
    };

    private static JsonObject Web(string image, int replicas) => (JsonObject)JsonNode.Parse($$$$"""
        {"metadata":{"name":"web"},"spec":{"replicas":{{{{replicas}}}},"selector":{"matchLabels":{"app":"web"}},
         "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"web","image":"{{{{image}}}}"} ] } } } }
        """)!;
}
