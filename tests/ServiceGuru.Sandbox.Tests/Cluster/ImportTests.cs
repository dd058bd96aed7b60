using System.Net;
using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Tests.Cluster.Fakes;

namespace ServiceGuru.Sandbox.Tests.Cluster;

public sealed class ImportTests
{
    private const string Stream = "apis/image.openshift.io/v1/namespaces/packit--prod/imagestreams/packit-worker";
    private const string Revision = "89abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task An_import_of_a_moved_tag_replaces_every_pod_of_the_image_and_no_other()
    {
        await using var host = await ClusterHost.Start();
        var before = (await host.Get(ClusterClient.Pods)).Items("items").ToDictionary(pod => pod.Name()!, pod => pod.Text("metadata", "uid"));
        var image = host.Images.Move(PackitService.WorkerImage, "prod", Revision);

        var (code, answer) = await host.Send(HttpMethod.Post, ClusterClient.Imports, ClusterClient.ImportRequest("packit-worker", $"{PackitService.WorkerImage}:prod"));

        code.ShouldBe(HttpStatusCode.Created);
        var result = answer.Items("status", "images").ShouldHaveSingleItem();
        result.Text("status", "status").ShouldBe("Success");
        result.Text("image", "metadata", "name").ShouldBe(image.Digest);
        result.Text("image", "dockerImageReference").ShouldBe($"{PackitService.WorkerImage}@{image.Digest}");
        result.Text("image", "dockerImageMetadata", "Config", "Labels", "org.opencontainers.image.revision").ShouldBe(Revision);
        answer.Items("status", "import", "status", "tags").Single().Items("items").Count().ShouldBe(2);

        var pods = await host.Until(ClusterClient.Pods, items => items.Count == 8 && items.All(pod => pod.Ready())
            && items.Count(pod => pod.Container().Text("imageID") == $"{PackitService.WorkerImage}@{image.Digest}") == 5);
        foreach (var pod in pods)
        {
            var kept = before.ContainsValue(pod.Text("metadata", "uid"));
            kept.ShouldBe(!pod.Name()!.Contains("worker", StringComparison.Ordinal) && !pod.Name()!.Contains("beat", StringComparison.Ordinal), pod.Name());
        }

        host.Cluster.RunningDigest(PackitService.Production, "packit-worker-long-running").ShouldBe(image.Digest);
        host.Effects.All.ShouldBe(["cluster imagestreamimport packit--prod/imagestreams/packit-worker"]);
    }

    [Fact]
    public async Task An_import_of_what_is_imported_already_is_an_effect_but_no_rollout()
    {
        await using var host = await ClusterHost.Start();
        var before = (await host.Get(Stream)).Text("metadata", "resourceVersion");

        var (code, _) = await host.Send(HttpMethod.Post, ClusterClient.Imports, ClusterClient.ImportRequest("packit-worker", $"{PackitService.WorkerImage}:prod"));

        code.ShouldBe(HttpStatusCode.Created);
        (await host.Get(Stream)).Text("metadata", "resourceVersion").ShouldBe(before);
        host.Effects.All.ShouldHaveSingleItem();
        foreach (var set in (await host.Get("apis/apps/v1/namespaces/packit--prod/statefulsets")).Items("items"))
        {
            set.Number("metadata", "generation").ShouldBe(1);
        }
    }

    [Fact]
    public async Task An_image_that_the_registry_lacks_fails_with_its_reason_and_leaves_a_condition_until_the_next_success()
    {
        await using var host = await ClusterHost.Start();
        var from = $"{PackitService.WorkerImage}:prod";
        host.Images.Missing.Add(from);

        var (code, answer) = await host.Send(HttpMethod.Post, ClusterClient.Imports, ClusterClient.ImportRequest("packit-worker", from));

        code.ShouldBe(HttpStatusCode.Created);
        var status = answer.Items("status", "images").Single()["status"];
        status.Text("status").ShouldBe("Failure");
        status.Text("reason").ShouldBe("NotFound");
        status.Text("message")!.ShouldContain("manifest unknown");
        Condition(await host.Get(Stream)).Text("status").ShouldBe("False");

        host.Images.Missing.Remove(from);
        await host.Send(HttpMethod.Post, ClusterClient.Imports, ClusterClient.ImportRequest("packit-worker", from));
        Condition(await host.Get(Stream)).ShouldBeNull();
    }

    [Fact]
    public async Task A_moved_tag_is_imported_by_itself_after_a_while()
    {
        await using var host = await ClusterHost.Start(speed: 20_000);

        var image = host.Images.Move(PackitService.WorkerImage, "prod", Revision);

        await host.Until(ClusterClient.Pods, pods => pods.Count(pod => pod.Ready() && pod.Container().Text("imageID")!.EndsWith(image.Digest, StringComparison.Ordinal)) == 5);
        host.Effects.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tag_pointed_at_an_older_digest_brings_that_one_back()
    {
        await using var host = await ClusterHost.Start();
        var old = host.Images.Resolve($"{PackitService.WorkerImage}:prod")!;
        host.Images.Move(PackitService.WorkerImage, "prod", Revision);
        await host.Send(HttpMethod.Post, ClusterClient.Imports, ClusterClient.ImportRequest("packit-worker", $"{PackitService.WorkerImage}:prod"));

        var patch = JsonNode.Parse($$$$"""
            {"spec":{"tags":[{"name":"prod","from":{"kind":"DockerImage","name":"{{{{PackitService.WorkerImage}}}}@{{{{old.Digest}}}}"}}]}}
            """);
        var (code, _) = await host.Send(HttpMethod.Patch, Stream, patch, "application/strategic-merge-patch+json");

        code.ShouldBe(HttpStatusCode.OK);
        await host.Until("apis/image.openshift.io/v1/namespaces/packit--prod/imagestreams", items =>
            items.Single(item => item.Name() == "packit-worker").Items("status", "tags").Single().Items("items").First().Text("image") == old.Digest);
        await host.Until(ClusterClient.Pods, pods => pods.Count(pod => pod.Ready() && pod.Container().Text("imageID")!.EndsWith(old.Digest, StringComparison.Ordinal)) == 5);
    }

    [Fact]
    public async Task A_tag_can_be_read_as_an_object()
    {
        await using var host = await ClusterHost.Start();

        var tag = await host.Get("apis/image.openshift.io/v1/namespaces/packit--prod/imagestreamtags/packit-worker:prod");

        tag.Text("image", "metadata", "name").ShouldBe(host.Images.Resolve($"{PackitService.WorkerImage}:prod")!.Digest);
        tag.Flag("tag", "importPolicy", "scheduled").ShouldBeTrue();
    }

    private static JsonObject? Condition(JsonObject stream) =>
        stream.Items("status", "tags").Single().Items("conditions").FirstOrDefault(one => one.Text("type") == "ImportSuccess");
}
