using System.Net;
using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Tests.Cluster.Fakes;

namespace ServiceGuru.Sandbox.Tests.Cluster;

/// <summary>Writes of tags, as <c>oc tag</c> and others make them.</summary>
public sealed class TagTests
{
    private const string Streams = "apis/image.openshift.io/v1/namespaces/packit--prod/imagestreams";
    private const string Stream = $"{Streams}/packit-worker";
    private const string Tags = "apis/image.openshift.io/v1/namespaces/packit--prod/imagestreamtags";

    [Fact]
    public async Task A_tag_that_is_put_at_a_digest_is_imported_and_no_longer_follows()
    {
        await using var host = await ClusterHost.Start(speed: 20_000);
        var old = host.Images.Resolve($"{PackitService.WorkerImage}:prod")!;
        host.Images.Move(PackitService.WorkerImage, "prod", "0123456789abcdef0123456789abcdef01234567");
        await host.Until(Streams, items => Newest(items) != old.Digest);

        var (code, tag) = await host.Send(HttpMethod.Put, $"{Tags}/packit-worker:prod", Tag($"{PackitService.WorkerImage}@{old.Digest}"));

        code.ShouldBe(HttpStatusCode.OK);
        tag.Text("tag", "from", "name").ShouldBe($"{PackitService.WorkerImage}@{old.Digest}");
        await host.Until(Streams, items => Newest(items) == old.Digest);
        host.Images.Move(PackitService.WorkerImage, "prod", "fedcba9876543210fedcba9876543210fedcba98");
        await host.Until(ClusterClient.Pods, pods => pods.Count(pod => pod.Ready() && pod.Container().Text("imageID")!.EndsWith(old.Digest, StringComparison.Ordinal)) == 5);
        Newest([await host.Get(Stream)]).ShouldBe(old.Digest);
        host.Effects.All.ShouldBe(["cluster tag packit--prod/imagestreams/packit-worker"]);
    }

    [Fact]
    public async Task A_whole_stream_can_be_put_with_its_annotations_and_only_in_its_newest_version()
    {
        await using var host = await ClusterHost.Start();
        var old = host.Images.Resolve($"{PackitService.WorkerImage}:prod")!;
        host.Images.Move(PackitService.WorkerImage, "prod", "0123456789abcdef0123456789abcdef01234567");
        await host.Send(HttpMethod.Post, ClusterClient.Imports, ClusterClient.ImportRequest("packit-worker", $"{PackitService.WorkerImage}:prod"));
        var stream = await host.Get(Stream);
        var tag = stream.Items("spec", "tags").Single();
        tag.Ensure("from")["name"] = $"{PackitService.WorkerImage}@{old.Digest}";
        tag["generation"] = 0;
        tag.Ensure("importPolicy")["scheduled"] = false;
        stream.Ensure("metadata", "annotations")["example.org/why"] = "broken";

        (await host.Send(HttpMethod.Put, Stream, stream)).Code.ShouldBe(HttpStatusCode.OK);

        var put = (await host.Until(Streams, items => Newest(items) == old.Digest)).Single(item => item.Name() == "packit-worker");
        put.Text("metadata", "annotations", "example.org/why").ShouldBe("broken");
        put.Items("spec", "tags").Single().Number("generation").ShouldNotBeNull().ShouldBeGreaterThan(0);
        (await host.Send(HttpMethod.Put, Stream, stream)).Code.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_generation_of_zero_asks_for_an_import_again_and_any_other_is_the_servers()
    {
        await using var host = await ClusterHost.Start();
        var stream = await host.Get(Stream);
        var before = stream.Items("spec", "tags").Single().Number("generation");

        var tag = Tag($"{PackitService.WorkerImage}:prod");
        tag["tag"]!["generation"] = 99;
        await host.Send(HttpMethod.Put, $"{Tags}/packit-worker:prod", tag);
        (await host.Get(Stream)).Items("spec", "tags").Single().Number("generation").ShouldBe(before);

        tag["tag"]!["generation"] = 0;
        await host.Send(HttpMethod.Put, $"{Tags}/packit-worker:prod", tag);
        (await host.Get(Stream)).Items("spec", "tags").Single().Number("generation").ShouldNotBeNull().ShouldBeGreaterThan(before!.Value);
    }

    [Fact]
    public async Task A_tag_is_made_once_and_deleted_with_its_history()
    {
        await using var host = await ClusterHost.Start();
        var tag = Tag($"{PackitService.WorkerImage}:prod", "packit-worker:rescue");

        (await host.Send(HttpMethod.Post, Tags, tag)).Code.ShouldBe(HttpStatusCode.Created);
        (await host.Send(HttpMethod.Post, Tags, tag)).Code.ShouldBe(HttpStatusCode.Conflict);
        await host.Until(Streams, items => Worker(items).Items("status", "tags").Any(one => one.Text("tag") == "rescue" && one.Items("items").Any()));

        (await host.Send(HttpMethod.Delete, $"{Tags}/packit-worker:rescue")).Code.ShouldBe(HttpStatusCode.OK);
        (await host.Send(HttpMethod.Delete, $"{Tags}/packit-worker:rescue")).Code.ShouldBe(HttpStatusCode.NotFound);
        (await host.Get(Stream)).Items("spec", "tags").ShouldHaveSingleItem();
        (await host.Send(HttpMethod.Put, $"{Tags}/packit-worker", tag)).Code.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_pod_is_deleted_only_with_its_own_uid_and_without_grace_at_once()
    {
        await using var host = await ClusterHost.Start();
        var path = $"{ClusterClient.Pods}/packit-worker-long-running-0";
        var uid = (await host.Get(path)).Text("metadata", "uid");

        (await host.Send(HttpMethod.Delete, path, Options("another"))).Code.ShouldBe(HttpStatusCode.Conflict);
        host.Effects.All.ShouldBeEmpty();
        (await host.Send(HttpMethod.Delete, path, Options(uid!))).Code.ShouldBe(HttpStatusCode.OK);

        await host.Until(ClusterClient.Pods, pods => pods.Any(pod => pod.Name() == "packit-worker-long-running-0" && pod.Ready() && pod.Text("metadata", "uid") != uid));
        (await host.Send(HttpMethod.Delete, path, Options(uid!))).Code.ShouldBe(HttpStatusCode.Conflict);
        host.Effects.All.ShouldHaveSingleItem();
    }

    private static JsonObject Options(string uid) => new()
    {
        ["apiVersion"] = "v1", ["kind"] = "DeleteOptions", ["gracePeriodSeconds"] = 0, ["preconditions"] = new JsonObject { ["uid"] = uid },
    };

    private static JsonObject Tag(string from, string name = "packit-worker:prod") => new()
    {
        ["kind"] = "ImageStreamTag",
        ["apiVersion"] = "image.openshift.io/v1",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "packit--prod" },
        ["tag"] = new JsonObject
        {
            ["name"] = name.Split(':')[1],
            ["from"] = new JsonObject { ["kind"] = "DockerImage", ["name"] = from },
            ["generation"] = 0,
            ["importPolicy"] = new JsonObject(),
            ["referencePolicy"] = new JsonObject { ["type"] = "Source" },
        },
    };

    private static JsonObject Worker(IReadOnlyList<JsonObject> streams) => streams.Single(item => item.Name() == "packit-worker");

    private static string? Newest(IReadOnlyList<JsonObject> streams) => Worker(streams).Items("status", "tags").Single(tag => tag.Text("tag") == "prod").Items("items").First().Text("image");
}
