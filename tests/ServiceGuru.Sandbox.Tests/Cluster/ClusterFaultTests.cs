using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Faults;

namespace ServiceGuru.Sandbox.Tests.Cluster;

/// <summary>Each fault of the cluster shows itself as real API servers show it, from the start and later, and heals when it is cleared.</summary>
public sealed class ClusterFaultTests
{
    private const string Deployments = "apis/apps/v1/deployments";

    public static TheoryData<string> Faults => [.. ClusterHealthFaults.All.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_shows_and_heals_when_it_is_cleared(string fault)
    {
        await using var host = await ClusterHost.Start(service: PackitDefinition.Service);
        var sign = FaultSign.All[fault];
        (await host.Get(sign.Path)).Items("items").Any(sign.Shows).ShouldBeFalse("a world without faults shows none");

        host.Faults.Set(fault);
        await host.Until(sign.Path, items => items.Any(sign.Shows));

        host.Faults.Clear(fault);
        await host.Until(sign.Path, items => fault == "mount-missing-secret" || !items.Any(sign.Shows));
        await host.Until("api/v1/pods", pods => pods.Count == 24 && pods.All(pod => pod.Ready()));
        await host.Until(Deployments, items => items.All(item => item.Number("status", "readyReplicas") == 1 && item.Number("status", "updatedReplicas") == 1));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_that_is_there_from_the_start_has_been_for_a_while(string fault)
    {
        await using var host = await ClusterHost.Start(service: PackitDefinition.Service, faults: fault);
        var sign = FaultSign.All[fault];

        var items = await host.Until(sign.Path, all => all.Any(sign.Shows));

        var shown = items.First(sign.Shows);
        var since = shown.Items("status", "conditions").Select(one => one.Time("lastTransitionTime"))
            .Append(shown.Time("firstTimestamp")).Append(shown.Time("metadata", "creationTimestamp")).Min();
        since!.Value.ShouldBeLessThan(TimeProvider.System.GetUtcNow().AddMinutes(-15));

        host.Faults.Clear(fault);
        await host.Until("api/v1/pods", pods => pods.Count == 24 && pods.All(pod => pod.Ready()));
    }

    [Fact]
    public async Task A_missing_secret_is_also_mended_by_hand()
    {
        await using var host = await ClusterHost.Start(service: PackitDefinition.Service, faults: "mount-missing-secret");
        await host.Until("api/v1/namespaces/packit--stg/pods", pods => pods.Any(pod => pod.Waiting() == "ContainerCreating"));

        await host.Send(HttpMethod.Post, "api/v1/namespaces/packit--stg/secrets", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "flower-htpasswd" },
        });

        await host.Until("api/v1/namespaces/packit--stg/pods", pods => pods.All(pod => pod.Ready()));
    }

    [Fact]
    public async Task A_full_quota_refuses_the_pods_of_clients_too()
    {
        await using var host = await ClusterHost.Start(service: PackitDefinition.Service, faults: "quota-exceeded");

        var (code, answer) = await host.Send(HttpMethod.Post, "api/v1/namespaces/packit--stg/pods", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "shell" },
            ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "shell", ["image"] = "quay.io/packit/packit-worker:stg" }) },
        });

        code.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        answer.Text("message").ShouldBe("pods \"shell\" is forbidden: exceeded quota: compute-resources, requested: pods=1, used: pods=10, limited: pods=4");
    }
}
