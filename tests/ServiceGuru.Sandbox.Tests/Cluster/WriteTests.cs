using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Tests.Cluster;

public sealed class WriteTests
{
    private const string Deployment = "apis/apps/v1/namespaces/packit--prod/deployments/packit-service";
    private const string Merge = "application/merge-patch+json";

    [Fact]
    public async Task An_update_of_an_old_version_is_a_conflict_and_no_effect()
    {
        await using var host = await ClusterHost.Start();
        var old = await host.Get(Deployment);
        await host.Send(HttpMethod.Patch, Deployment, JsonNode.Parse("""{"metadata":{"annotations":{"a":"b"}}}"""), Merge);

        var (code, status) = await host.Send(HttpMethod.Put, Deployment, old);

        code.ShouldBe(HttpStatusCode.Conflict);
        status.Text("reason").ShouldBe("Conflict");
        status.Text("details", "name").ShouldBe("packit-service");
        host.Effects.All.ShouldBe(["cluster patch packit--prod/deployments/packit-service"]);
    }

    [Theory]
    [InlineData("""{"spec":{"replicas":-1}}""", "spec.replicas")]
    [InlineData("""{"spec":{"selector":{"matchLabels":{"component":"other"}}}}""", "spec.template.metadata.labels")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[]}}}}""", "spec.template.spec.containers")]
    public async Task A_broken_rule_is_invalid_and_names_the_field(string patch, string field)
    {
        await using var host = await ClusterHost.Start();

        var (code, status) = await host.Send(HttpMethod.Patch, Deployment, JsonNode.Parse(patch), Merge);

        code.ShouldBe(HttpStatusCode.UnprocessableEntity);
        status.Items("details", "causes").Single().Text("field").ShouldBe(field);
        host.Effects.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("POST", "api/v1/namespaces/packit--prod/pods")]
    [InlineData("PUT", Deployment)]
    [InlineData("POST", ClusterClient.Imports)]
    [InlineData("DELETE", Deployment)]
    public async Task A_key_that_stands_twice_is_a_bad_request(string method, string path)
    {
        await using var host = await ClusterHost.Start();
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = new StringContent("""{"metadata":{"name":"a","name":"b"}}""", Encoding.UTF8, "application/json"),
        };

        using var response = await host.Api.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var status = (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        (status.Text("kind"), status.Text("reason")).ShouldBe(("Status", "BadRequest"));
        status.Text("message").ShouldNotBeNull().ShouldContain("name");
        host.Effects.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dry_run_changes_nothing_and_is_no_effect()
    {
        await using var host = await ClusterHost.Start();
        var before = await host.Get(Deployment);

        var (code, answer) = await host.Send(HttpMethod.Patch, $"{Deployment}?dryRun=All", JsonNode.Parse("""{"spec":{"replicas":5}}"""), Merge);

        code.ShouldBe(HttpStatusCode.OK);
        answer.Number("spec", "replicas").ShouldBe(5);
        (await host.Get(Deployment)).ToJsonString().ShouldBe(before.ToJsonString());
        host.Effects.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Clients_cannot_change_what_is_the_servers()
    {
        await using var host = await ClusterHost.Start();
        var before = await host.Get(Deployment);

        var (_, after) = await host.Send(HttpMethod.Patch, Deployment,
            JsonNode.Parse("""{"metadata":{"uid":"x","creationTimestamp":null},"status":{"replicas":77}}"""), Merge);

        after.Text("metadata", "uid").ShouldBe(before.Text("metadata", "uid"));
        after.Text("metadata", "creationTimestamp").ShouldBe(before.Text("metadata", "creationTimestamp"));
        after.Number("status", "replicas").ShouldBe(1);
        after.Number("metadata", "generation").ShouldBe(1);
    }

    [Fact]
    public async Task A_scale_changes_the_pods_and_is_one_effect()
    {
        await using var host = await ClusterHost.Start();

        var (code, scale) = await host.Send(HttpMethod.Patch, $"{Deployment}/scale", JsonNode.Parse("""{"spec":{"replicas":3}}"""), Merge);

        code.ShouldBe(HttpStatusCode.OK);
        scale.Text("kind").ShouldBe("Scale");
        await host.Until(ClusterClient.Pods, pods => pods.Count(pod => pod.Ready() && pod.Text("metadata", "labels", "component") == "packit-service") == 3);
        host.Effects.All.ShouldBe(["cluster scale packit--prod/deployments/packit-service"]);
    }

    [Fact]
    public async Task A_deleted_pod_gets_its_grace_and_is_replaced()
    {
        await using var host = await ClusterHost.Start();
        const string name = "packit-worker-short-running-0";
        var uid = (await host.Get($"{ClusterClient.Pods}/{name}")).Text("metadata", "uid");

        var (code, pod) = await host.Send(HttpMethod.Delete, $"{ClusterClient.Pods}/{name}");

        code.ShouldBe(HttpStatusCode.OK);
        pod.At("metadata", "deletionTimestamp").ShouldNotBeNull();
        pod.Number("metadata", "deletionGracePeriodSeconds").ShouldBe(10);
        await host.Until(ClusterClient.Pods, pods => pods.Any(one => one.Name() == name && one.Ready() && one.Text("metadata", "uid") != uid));
        host.Effects.All.ShouldBe([$"cluster delete-pod packit--prod/pods/{name}"]);
    }

    [Fact]
    public async Task A_delete_with_another_uid_is_refused()
    {
        await using var host = await ClusterHost.Start();

        var (code, _) = await host.Send(HttpMethod.Delete, $"{ClusterClient.Pods}/packit-worker-short-running-0",
            JsonNode.Parse("""{"preconditions":{"uid":"11111111-2222-3333-4444-555555555555"}}"""));

        code.ShouldBe(HttpStatusCode.Conflict);
        host.Effects.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_exists_cannot_be_created_and_an_unknown_namespace_takes_nothing()
    {
        await using var host = await ClusterHost.Start();
        var item = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "x" } };
        await host.Send(HttpMethod.Post, "api/v1/namespaces/packit--prod/configmaps", item);

        var (again, status) = await host.Send(HttpMethod.Post, "api/v1/namespaces/packit--prod/configmaps", item);
        var (nowhere, _) = await host.Send(HttpMethod.Post, "api/v1/namespaces/nowhere/configmaps", item);

        again.ShouldBe(HttpStatusCode.Conflict);
        status.Text("reason").ShouldBe("AlreadyExists");
        nowhere.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_applied_object_is_made_where_it_is_absent()
    {
        await using var host = await ClusterHost.Start();
        var item = JsonNode.Parse("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"data":{"a":"b"}}""");

        var (first, _) = await host.Send(HttpMethod.Patch, "api/v1/namespaces/packit--prod/configmaps/x?fieldManager=me", item, "application/apply-patch+yaml");
        var (second, _) = await host.Send(HttpMethod.Patch, "api/v1/namespaces/packit--prod/configmaps/x?fieldManager=me", item, "application/apply-patch+yaml");

        first.ShouldBe(HttpStatusCode.Created);
        second.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_of_an_unknown_type_is_refused()
    {
        await using var host = await ClusterHost.Start();

        var (code, _) = await host.Send(HttpMethod.Patch, Deployment, JsonNode.Parse("{}"), "application/json");

        code.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }
}
