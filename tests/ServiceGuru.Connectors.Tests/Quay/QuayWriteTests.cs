using System.Net;
using ServiceGuru.Connectors.Quay;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Quay;

/// <summary>Deletions and restorations as in the Quay API guide (deleteFullTag, restoreTag), and sizes from manifests.</summary>
public sealed class QuayWriteTests
{
    private const string NotFound = """{"detail": "Not Found", "error_message": "Not Found", "error_type": "not_found", "title": "not_found", "status": 404}""";

    [Theory]
    [InlineData(HttpStatusCode.NoContent)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task A_tag_is_deleted_with_the_token_for_writing_and_the_time_machine_keeps_it(HttpStatusCode status)
    {
        FakeServer server = new(() => Json(NotFound, status));

        await Registry(server).DeleteTagAsync("packit-worker", "stable-1", default);

        server.Requests.Single().Method.ShouldBe("DELETE");
        server.Requests.Single().PathAndQuery.ShouldBe("/api/v1/repository/packit/packit-worker/tag/stable-1");
        server.Requests.Single().Authorization.ShouldBe($"Bearer {KnownSecrets.Value}");
    }

    [Fact]
    public async Task A_token_that_may_not_write_is_told_with_its_setting()
    {
        FakeServer server = new(() => Json("""{"detail": "Unauthorized", "error_type": "insufficient_scope", "status": 403}""", HttpStatusCode.Forbidden));

        Failure failure = await Calling.FailureOfAsync(() => Registry(server).DeleteTagAsync("packit-worker", "stable-1", default));

        failure.Id.ShouldBe("RegistryForbidden");
        failure.NextAction.ShouldNotBeNull().ShouldContain("registry.cleanup.token");
    }

    [Fact]
    public async Task A_tag_is_restored_to_a_digest_and_one_that_is_gone_is_told()
    {
        FakeServer server = new(() => Json("{}"), () => Json(NotFound, HttpStatusCode.NotFound));

        await Registry(server).RestoreTagAsync("packit-worker", "stable-1", "sha256:1", default);
        Failure failure = await Calling.FailureOfAsync(() => Registry(server).RestoreTagAsync("packit-worker", "stable-1", "sha256:1", default));

        server.Requests[0].PathAndQuery.ShouldBe("/api/v1/repository/packit/packit-worker/tag/stable-1/restore");
        server.Requests[0].Body.ShouldBe("""{"manifest_digest":"sha256:1"}""");
        failure.Id.ShouldBe("ImageGone");
    }

    [Fact]
    public async Task The_size_of_a_list_is_that_of_all_its_images()
    {
        FakeServer server = new(request => Json(request.PathAndQuery.EndsWith("sha256%3A0", StringComparison.Ordinal)
            ? """{"manifests": [{"digest": "sha256:1", "platform": {"os": "linux", "architecture": "amd64"}}, {"digest": "sha256:2", "platform": {"os": "linux", "architecture": "arm64"}}]}"""
            : """{"config": {"digest": "sha256:c"}, "layers": [{"digest": "sha256:l", "size": 70}, {"digest": "sha256:m", "size": 30}]}"""));

        (await Registry(server).GetSizeAsync("packit-worker", "sha256:0", default)).ShouldBe(200);
        (await Registry(new FakeServer(() => Json(NotFound, HttpStatusCode.NotFound))).GetSizeAsync("packit-worker", "sha256:0", default)).ShouldBeNull();
    }

    private static QuayRegistry Registry(FakeServer server) => new(
        new RegistryDefinition { Namespace = "packit", Cleanup = new CleanupDefinition { Token = KnownSecrets.Reference } },
        new KnownSecrets(server.Redactor),
        server.Pipeline);
}
