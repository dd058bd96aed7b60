using System.Net;
using System.Text.Json.Nodes;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Operations;
using ServiceGuru.Rollouts;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;
using static ServiceGuru.Connectors.Tests.Kubernetes.ClusterAnswers;

namespace ServiceGuru.Connectors.Tests.Kubernetes;

public sealed class ImportTests
{
    private const string From = "quay.io/packit/packit-worker:prod";

    [Fact]
    public async Task An_import_keeps_the_tags_policies_and_gives_digest_reference_and_revision()
    {
        FakeServer server = Importing(() => Json(Imported("""
            { "status": { "status": "Success" }, "tag": "prod",
              "image": { "metadata": { "name": "sha256:0e3b1a9d5c2c4d7f8a6b0c1d2e3f405162738495a6b7c8d9e0f1a2b3c4d5e6f7" },
                "dockerImageReference": "quay.io/packit/packit-worker@sha256:0e3b1a9d5c2c4d7f8a6b0c1d2e3f405162738495a6b7c8d9e0f1a2b3c4d5e6f7",
                "dockerImageMetadata": { "kind": "DockerImage", "apiVersion": "image.openshift.io/1.0", "Config": { "Labels": { "org.opencontainers.image.revision": "116edc5" } } } } }
            """), HttpStatusCode.Created));

        ImportedImage image = await server.Cluster().ImportImageAsync("packit-worker", "prod", From, default);

        image.ShouldBe(new ImportedImage(Digest, $"quay.io/packit/packit-worker@{Digest}", "116edc5"));
        SentRequest post = server.Requests.Single(request => request.Method == "POST");
        post.PathAndQuery.ShouldBe("/cluster/apis/image.openshift.io/v1/namespaces/packit--stg/imagestreamimports");
        JsonNode.DeepEquals(JsonNode.Parse(post.Body), JsonNode.Parse("""
            {
              "apiVersion": "image.openshift.io/v1", "kind": "ImageStreamImport",
              "metadata": { "name": "packit-worker", "resourceVersion": "4711" },
              "spec": { "import": true, "images": [ {
                "from": { "kind": "DockerImage", "name": "quay.io/packit/packit-worker:prod" }, "to": { "name": "prod" },
                "importPolicy": { "scheduled": true, "importMode": "PreserveOriginal" }, "referencePolicy": { "type": "Local" } } ] },
              "status": {}
            }
            """)).ShouldBeTrue(post.Body);
    }

    [Fact]
    public async Task A_manifest_lists_revision_is_that_of_its_images()
    {
        FakeServer server = Importing(() => Json(Imported("""
            { "status": { "status": "Success" }, "tag": "prod",
              "image": { "metadata": { "name": "sha256:0e3b1a9d5c2c4d7f8a6b0c1d2e3f405162738495a6b7c8d9e0f1a2b3c4d5e6f7" }, "dockerImageMetadata": null },
              "manifests": [ { "metadata": { "name": "sha256:a" } }, { "metadata": { "name": "sha256:b" }, "dockerImageMetadata": { "Config": { "Labels": { "org.opencontainers.image.revision": "cafe" } } } } ] }
            """)));

        (await server.Cluster().ImportImageAsync("packit-worker", "prod", From, default))
            .ShouldBe(new ImportedImage(Digest, $"quay.io/packit/packit-worker@{Digest}", "cafe"));
    }

    [Fact]
    public async Task A_failed_import_carries_the_registrys_reason()
    {
        FakeServer server = Importing(() => Json(Imported("""
            { "status": { "metadata": {}, "status": "Failure", "message": "you may not have access to the container image \"quay.io/packit/packit-worker:prod\"", "reason": "Unauthorized", "code": 401 }, "tag": "prod" }
            """), HttpStatusCode.Created));

        Failure failure = await Calling.FailureOfAsync(() => server.Cluster().ImportImageAsync("packit-worker", "prod", From, default));

        failure.Id.ShouldBe("ImageImportFailed");
        failure.Kind.ShouldBe(FailureKind.Refused);
        failure.Target.ShouldBe("packit-worker:prod");
        failure.Cause.ShouldBe("Unauthorized: you may not have access to the container image \"quay.io/packit/packit-worker:prod\"");
    }

    [Fact]
    public async Task A_stream_that_changed_meanwhile_is_read_again_and_the_import_repeated()
    {
        int posts = 0;
        FakeServer server = Importing(() => ++posts == 1
            ? Json(Status(409, "Conflict", "the image stream was updated from 4711 to 4712"), HttpStatusCode.Conflict)
            : Json(Imported("""{ "status": { "status": "Success" }, "image": { "metadata": { "name": "sha256:x" } } }""")));

        (await server.Cluster().ImportImageAsync("packit-worker", "prod", From, default)).Reference.ShouldBe("quay.io/packit/packit-worker@sha256:x");
        server.Requests.Select(request => request.Method).ShouldBe(["GET", "POST", "GET", "POST"]);
    }

    [Fact]
    public async Task A_stream_that_is_not_there_is_not_made()
    {
        FakeServer server = new(() => Json(Status(404, "NotFound", "imagestreams not found"), HttpStatusCode.NotFound));

        Failure failure = await Calling.FailureOfAsync(() => server.Cluster().ImportImageAsync("packit-wroker", "prod", From, default));

        failure.Id.ShouldBe("ImageImportFailed");
        server.Requests.ShouldAllBe(request => request.Method == "GET");
    }

    [Fact]
    public async Task A_tag_that_follows_another_tag_is_not_turned_into_an_import()
    {
        FakeServer server = Importing(() => Json("{}"));

        Failure failure = await Calling.FailureOfAsync(() => server.Cluster().ImportImageAsync("packit-worker", "pinned", From, default));

        failure.Cause.ShouldBe("The tag follows ImageStreamTag prod, which is no image to import.");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_image_stream_is_read_by_name_and_one_that_is_not_there_is_null()
    {
        FakeServer there = Importing(() => Json("{}"));
        FakeServer gone = new(() => Json(Status(404, "NotFound", "not found"), HttpStatusCode.NotFound));

        (await there.Cluster().GetImageStreamAsync("packit-worker", default)).ShouldNotBeNull().Name.ShouldBe("packit-worker");
        (await gone.Cluster().GetImageStreamAsync("packit-worker", default)).ShouldBeNull();
    }

    private static FakeServer Importing(Func<HttpResponseMessage> answer) =>
        new(request => request.Method == "GET" ? Json(ImageStream) : answer());

    private static string Imported(string image) => $$"""
        { "kind": "ImageStreamImport", "apiVersion": "image.openshift.io/v1", "metadata": { "name": "packit-worker" },
          "spec": { "import": true, "images": [ { "from": { "kind": "DockerImage", "name": "quay.io/packit/packit-worker:prod" }, "to": { "name": "prod" } } ] },
          "status": { "import": {{ImageStream}}, "images": [ {{image}} ] } }
        """;
}
