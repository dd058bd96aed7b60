using System.Net;
using System.Text.Json.Nodes;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Operations;
using ServiceGuru.Rollouts;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;
using static ServiceGuru.Connectors.Tests.Kubernetes.ClusterAnswers;

namespace ServiceGuru.Connectors.Tests.Kubernetes;

public sealed class PointTagTests
{
    private static readonly TagPointer Old = new()
    {
        ImageStream = "packit-worker",
        Tag = "prod",
        From = $"quay.io/packit/packit-worker@{OldDigest}",
        Scheduled = false,
        Expected = Digest,
        Annotations = new Dictionary<string, string?> { ["serviceguru.dev/reverted.prod"] = "{}", ["gone"] = null },
    };

    [Fact]
    public async Task The_whole_stream_is_put_back_with_another_source_its_policy_and_an_annotation()
    {
        FakeServer server = Serving();

        await server.Cluster().PointTagAsync(Old, default);

        SentRequest put = server.Requests.Single(request => request.Method == "PUT");
        put.PathAndQuery.ShouldBe("/cluster/apis/image.openshift.io/v1/namespaces/packit--stg/imagestreams/packit-worker");
        JsonNode sent = JsonNode.Parse(put.Body)!;
        JsonNode expected = JsonNode.Parse(ImageStream)!;
        JsonNode tag = expected["spec"]!["tags"]![0]!;
        tag["from"]!["name"] = Old.From;
        tag["generation"] = 0;
        tag["reference"] = false;
        tag["importPolicy"]!["scheduled"] = false;
        expected["metadata"]!["annotations"] = new JsonObject { ["serviceguru.dev/reverted.prod"] = "{}" };
        JsonNode.DeepEquals(sent, expected).ShouldBeTrue(put.Body);
    }

    [Fact]
    public async Task A_tag_that_is_as_it_should_be_is_not_written()
    {
        FakeServer server = Serving();

        await server.Cluster().PointTagAsync(Old with { From = "quay.io/packit/packit-worker:prod", Scheduled = true, Annotations = new Dictionary<string, string?> { ["gone"] = null } }, default);

        server.Requests.ShouldAllBe(request => request.Method == "GET");
    }

    [Fact]
    public async Task A_tag_that_has_another_image_meanwhile_is_left_alone()
    {
        FakeServer server = Serving();

        Failure failure = await Calling.FailureOfAsync(() => server.Cluster().PointTagAsync(Old with { Expected = "sha256:other" }, default));

        (failure.Id, failure.Kind).ShouldBe(("ImageMovedMeanwhile", FailureKind.Refused));
        failure.Cause.ShouldNotBeNull().ShouldContain(Digest);
        server.Requests.ShouldAllBe(request => request.Method == "GET");
    }

    [Fact]
    public async Task A_stream_that_somebody_changed_in_between_is_read_again()
    {
        int puts = 0;
        FakeServer server = Serving(() => ++puts == 1 ? Json(Status(409, "Conflict", "the object has been modified"), HttpStatusCode.Conflict) : Json(ImageStream));

        await server.Cluster().PointTagAsync(Old, default);

        server.Requests.Select(request => request.Method).ShouldBe(["GET", "PUT", "GET", "PUT"]);
    }

    [Theory]
    [InlineData(404, "ImageStreamMissing")]
    [InlineData(403, "ClusterForbidden")]
    public async Task A_cluster_that_says_no_is_told(int status, string id)
    {
        FakeServer server = new(_ => Json(Status(status, "No", "imagestreams.image.openshift.io is forbidden"), (HttpStatusCode)status));

        (await Calling.FailureOfAsync(() => server.Cluster().PointTagAsync(Old, default))).Id.ShouldBe(id);
    }

    private static FakeServer Serving(Func<HttpResponseMessage>? put = null) => new(request =>
        request.Method == "PUT" ? (put?.Invoke() ?? Json(ImageStream)) : Json(ImageStream));
}
