using System.Net;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Tests.Cluster.Fakes;

namespace ServiceGuru.Sandbox.Tests.Cluster;

public sealed class ListTests
{
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    [Theory]
    [InlineData("labelSelector=component%3Dvalkey", 1)]
    [InlineData("labelSelector=component!%3Dvalkey", 7)]
    [InlineData("labelSelector=component%20in%20(valkey,packit-service)", 2)]
    [InlineData("labelSelector=component%20notin%20(valkey,packit-service),component", 6)]
    [InlineData("labelSelector=!component", 0)]
    [InlineData("fieldSelector=metadata.name%3Dpackit-worker-short-running-0", 1)]
    [InlineData("fieldSelector=status.phase!%3DRunning", 0)]
    [InlineData("fieldSelector=status.phase%3D%3DRunning,metadata.name!%3Dpackit-worker-short-running-0", 7)]
    public async Task Selectors_select(string query, int count)
    {
        await using var host = await ClusterHost.Start();

        (await host.Get($"{ClusterClient.Pods}?{query}")).Items("items").Count().ShouldBe(count);
    }

    [Theory]
    [InlineData("fieldSelector=spec.nonsense%3D1", "field label not supported: spec.nonsense")]
    [InlineData("labelSelector=a%3D%3D%3Db", "unable to parse requirement")]
    [InlineData("limit=many", "limit must be a whole number")]
    public async Task What_cannot_be_read_is_a_bad_request(string query, string message)
    {
        await using var host = await ClusterHost.Start();

        var (code, status) = await host.Send(HttpMethod.Get, $"{ClusterClient.Pods}?{query}");

        code.ShouldBe(HttpStatusCode.BadRequest);
        status.Text("message")!.ShouldContain(message);
    }

    [Fact]
    public async Task Pages_together_are_the_list()
    {
        await using var host = await ClusterHost.Start();
        var names = new List<string>();
        var sizes = new List<int>();
        for (var token = ""; token is not null;)
        {
            var page = await host.Get($"{ClusterClient.Pods}?limit=3&continue={Uri.EscapeDataString(token)}");
            sizes.Add(page.Items("items").Count());
            names.AddRange(page.Items("items").Select(pod => pod.Name()!));
            token = page.Text("metadata", "continue");
        }

        sizes.ShouldBe([3, 3, 2]);
        names.ShouldBe((await host.Get(ClusterClient.Pods)).Items("items").Select(pod => pod.Name()!));
    }

    [Theory]
    [InlineData(ClusterClient.Pods, "Name,Ready,Status,Restarts,Age")]
    [InlineData("apis/apps/v1/deployments", "Name,Ready,Up-to-date,Available,Age")]
    [InlineData("apis/apps/v1/statefulsets", "Name,Ready,Age")]
    [InlineData("apis/apps/v1/replicasets", "Name,Desired,Current,Ready,Age")]
    [InlineData("apis/image.openshift.io/v1/imagestreams", "Name,Image Repository,Tags,Updated")]
    [InlineData("apis/image.openshift.io/v1/imagestreamtags", "Name,Image Reference,Updated")]
    [InlineData("api/v1/events", "Last Seen,Type,Reason,Object,Message")]
    [InlineData("api/v1/namespaces", "Name,Status,Age")]
    public async Task Tables_have_the_columns_of_their_kind(string path, string columns)
    {
        await using var host = await ClusterHost.Start();

        var table = await host.Get(path, Table);

        table.Text("kind").ShouldBe("Table");
        string.Join(',', table.Items("columnDefinitions").Where(one => one.Number("priority") == 0).Select(one => one.Text("name"))).ShouldBe(columns);
    }

    [Fact]
    public async Task A_row_tells_of_its_pod()
    {
        await using var host = await ClusterHost.Start();

        var row = (await host.Get($"{ClusterClient.Pods}/packit-worker-short-running-0", Table)).Items("rows").ShouldHaveSingleItem();

        row["cells"]!.AsArray().Take(5).Select(cell => cell!.ToString()).ShouldBe(["packit-worker-short-running-0", "1/1", "Running", "0", "6d21h"]);
        row.Text("object", "kind").ShouldBe("PartialObjectMetadata");
        row.Text("object", "metadata", "name").ShouldBe("packit-worker-short-running-0");
    }

    [Theory]
    [InlineData("GET", "api/v1/namespaces/packit--prod/pods/nope", 404, "pods \"nope\" not found")]
    [InlineData("GET", "apis/apps/v1/namespaces/packit--prod/deployments/nope", 404, "deployments.apps \"nope\" not found")]
    [InlineData("GET", "apis/apps/v1/nonsense", 404, "the server could not find the requested resource")]
    [InlineData("GET", "api/v1/pods?resourceVersion=99999999", 504, "Too large resource version")]
    [InlineData("DELETE", "apis/image.openshift.io/v1/namespaces/packit--prod/imagestreamimports/packit-worker", 405, "not supported")]
    [InlineData("PATCH", "apis/image.openshift.io/v1/namespaces/packit--prod/imagestreamtags/packit-worker:prod", 405, "not supported")]
    public async Task Refusals_are_status_objects(string method, string path, int expected, string message)
    {
        await using var host = await ClusterHost.Start();

        var (code, status) = await host.Send(new HttpMethod(method), path);

        ((int)code).ShouldBe(expected);
        status.Text("kind").ShouldBe("Status");
        status.Text("status").ShouldBe("Failure");
        status.Number("code").ShouldBe(expected);
        status.Text("message")!.ShouldContain(message);
    }

    [Fact]
    public async Task Events_have_a_newer_shape_too()
    {
        await using var host = await ClusterHost.Start();
        await host.Send(HttpMethod.Delete, $"{ClusterClient.Pods}/packit-worker-short-running-0");
        await host.Until("api/v1/namespaces/packit--prod/events", events => events.Any(one => one.Text("reason") == "Killing"));

        var events = await host.Get("apis/events.k8s.io/v1/namespaces/packit--prod/events?fieldSelector=reason%3DKilling");

        var killing = events.Items("items").ShouldHaveSingleItem();
        killing.Text("regarding", "name").ShouldBe("packit-worker-short-running-0");
        killing.Text("note").ShouldBe("Stopping container packit-worker");
    }

    [Fact]
    public async Task Five_hundred_pods_are_listed_in_one_answer()
    {
        var service = PackitService.Make() with { Workloads = [new() { Name = "many", Kind = Services.WorkloadKind.StatefulSet, Replicas = 500, ImageStream = "packit-worker" }] };
        await using var host = await ClusterHost.Start(service: service);

        (await host.Get(ClusterClient.Pods)).Items("items").Count().ShouldBe(500);
    }
}
