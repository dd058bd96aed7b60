using System.Net;
using ServiceGuru.Connectors.Quay;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Images;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Quay;

/// <summary>Answers as in the Quay API guide and as quay.io gives them.</summary>
public sealed class QuayRegistryTests
{
    private const string Digest = "sha256:57583a1b9c0a7509d3417387b4f43acf80d08cdcf5266ac87987be3f8f919d5d";

    [Fact]
    public async Task One_tag_is_asked_for_by_name_among_the_active_ones()
    {
        FakeServer server = new(() => Json($$"""
            {"tags": [{"name": "prod", "reversion": false, "start_ts": 1772449800, "manifest_digest": "{{Digest}}", "is_manifest_list": true,
              "size": null, "last_modified": "Mon, 02 Mar 2026 11:10:00 -0000"}], "page": 1, "has_additional": false}
            """));

        ImageTag? tag = await Registry(server).GetTagAsync("packit-worker", "prod", default);

        server.Requests.Single().PathAndQuery.ShouldBe("/api/v1/repository/packit/packit-worker/tag/?onlyActiveTags=true&limit=1&page=1&specificTag=prod");
        server.Requests.Single().Authorization.ShouldBeNull();
        tag.ShouldBe(new ImageTag("prod", Digest, DateTimeOffset.Parse("2026-03-02T11:10:00Z"), null, true));
    }

    [Fact]
    public async Task An_answer_without_tags_is_not_taken_for_a_tag_that_is_not_there() => (await Calling.FailureOfAsync(
        () => Registry(new FakeServer(() => Json("{}"))).GetTagAsync("packit-worker", "prod", default))).Id.ShouldBe("RegistryUnreadable");

    [Fact]
    public async Task A_tag_that_is_not_there_is_null_and_a_repository_that_is_not_there_is_a_failure()
    {
        FakeServer empty = new(() => Json("""{"tags": [], "page": 1, "has_additional": false}"""));
        FakeServer missing = new(() => Json("""{"detail": "Not Found", "error_message": "Not Found", "error_type": "not_found", "title": "not_found", "status": 404}""", HttpStatusCode.NotFound));

        (await Registry(empty).GetTagAsync("packit-worker", "prod", default)).ShouldBeNull();
        (await Calling.FailureOfAsync(() => Registry(missing).GetTagAsync("worker", "prod", default))).Id.ShouldBe("RegistryNotFound");
    }

    [Fact]
    public async Task Tags_are_read_page_by_page_only_as_far_as_they_are_wanted()
    {
        FakeServer server = new(request => Json($$"""
            {"tags": [{"name": "{{request.Uri.Query[^1]}}", "manifest_digest": "{{Digest}}", "is_manifest_list": false, "size": 2275314,
              "last_modified": "Tue, 14 May 2024 14:48:51 -0000"}], "page": 1, "has_additional": {{(request.Uri.Query.EndsWith('3') ? "false" : "true")}}}
            """));

        List<ImageTag> all = await ReadAsync(server, 9);
        server.Requests.Count.ShouldBe(3);
        List<ImageTag> some = await ReadAsync(server, 2);

        all.Select(tag => tag.Name).ShouldBe(["1", "2", "3"]);
        all[0].LastModified.ShouldBe(DateTimeOffset.Parse("2024-05-14T14:48:51Z"));
        all[0].Size.ShouldBe(2275314);
        some.Count.ShouldBe(2);
        server.Requests.Count.ShouldBe(5);
    }

    [Fact]
    public async Task The_revision_is_the_label_that_Quay_indexed()
    {
        FakeServer server = new(() => Json("""
            {"labels": [{"id": "e9f717d2", "key": "org.opencontainers.image.revision", "value": "0f3c1d2", "source_type": "manifest", "media_type": "text/plain"}]}
            """));

        (await Registry(server).GetRevisionAsync("dashboard", Digest, default)).ShouldBe("0f3c1d2");
        server.Requests.Single().Uri.AbsolutePath.ShouldBe($"/api/v1/repository/packit/dashboard/manifest/{Uri.EscapeDataString(Digest)}/labels");
    }

    [Fact]
    public async Task The_revision_of_a_manifest_list_is_in_an_images_configuration_behind_a_token_and_a_redirect()
    {
        FakeServer server = new(request => (request.Uri.Host, Uri.UnescapeDataString(request.Uri.AbsolutePath), request.Authorization) switch
        {
            ("quay.io", var path, _) when path.EndsWith("/labels") => Json("""{"labels": []}"""),
            ("quay.io", "/v2/auth", _) => Json("""{"token": "pull-token"}"""),
            ("quay.io", _, null) => Status(HttpStatusCode.Unauthorized, ("WWW-Authenticate", "Bearer realm=\"https://quay.io/v2/auth\",service=\"quay.io\",scope=\"repository:packit/packit-worker:pull\"")),
            ("quay.io", $"/v2/packit/packit-worker/manifests/{Digest}", _) => Json("""
                {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [
                  {"digest": "sha256:att", "platform": {"architecture": "unknown", "os": "unknown"}},
                  {"digest": "sha256:arm", "platform": {"architecture": "arm64", "os": "linux"}},
                  {"digest": "sha256:amd", "platform": {"architecture": "amd64", "os": "linux"}}]}
                """),
            ("quay.io", "/v2/packit/packit-worker/manifests/sha256:amd", _) => Json("""{"schemaVersion": 2, "config": {"digest": "sha256:cfg", "size": 1}, "layers": []}"""),
            ("quay.io", "/v2/packit/packit-worker/blobs/sha256:cfg", _) => Status(HttpStatusCode.TemporaryRedirect, ("Location", "https://cdn.example/cfg?sig=1")),
            ("cdn.example", _, null) => Json("""{"architecture": "amd64", "config": {"Labels": {"org.opencontainers.image.revision": "cafe"}}}"""),
            _ => Status(HttpStatusCode.BadRequest),
        });

        (await Registry(server).GetRevisionAsync("packit-worker", Digest, default)).ShouldBe("cafe");
        (await Registry(server).ListPlatformDigestsAsync("packit-worker", Digest, default)).ShouldBe(["sha256:amd", "sha256:arm", "sha256:att"]);
        (await Registry(server).ListPlatformDigestsAsync("packit-worker", "sha256:amd", default)).ShouldBeEmpty();
        server.Requests.First(request => request.Uri.AbsolutePath == "/v2/auth").PathAndQuery
            .ShouldBe("/v2/auth?service=quay.io&scope=repository%3Apackit%2Fpackit-worker%3Apull");
    }

    [Fact]
    public async Task An_image_without_the_label_has_no_revision()
    {
        FakeServer server = new(request => request.Uri.AbsolutePath switch
        {
            var path when path.EndsWith("/labels") => Status(HttpStatusCode.NotFound),
            var path when path.Contains("/manifests/") => Json("""{"schemaVersion": 2, "config": {"digest": "sha256:cfg"}}"""),
            _ => Json("""{"config": {"Labels": null}}"""),
        });

        (await Registry(server).GetRevisionAsync("fluentd", Digest, default)).ShouldBeNull();
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, true)]
    [InlineData(HttpStatusCode.NotFound, false)]
    public async Task Whether_an_image_is_still_there_is_asked_by_its_manifest(HttpStatusCode status, bool there)
    {
        FakeServer server = new(() => Json("""{"schemaVersion": 2, "config": {"digest": "sha256:cfg"}}""", status));

        (await Registry(server).HasManifestAsync("packit-worker", Digest, default)).ShouldBe(there);
        server.Requests.Single().PathAndQuery.ShouldBe($"/v2/packit/packit-worker/manifests/{Uri.EscapeDataString(Digest)}");
    }

    [Fact]
    public async Task Our_token_goes_to_the_registrys_own_token_service_only()
    {
        FakeServer server = new(request => request.Uri.Host switch
        {
            "evil.example" => Json("""{"token": "x-token"}"""),
            _ when request.Uri.AbsolutePath.EndsWith("/labels") => Json("""{"labels": []}"""),
            _ when request.Authorization is null => Status(HttpStatusCode.Unauthorized, ("WWW-Authenticate", "Bearer realm=\"https://evil.example/token\",service=\"quay.io\"")),
            _ => Status(HttpStatusCode.NotFound),
        });

        await Registry(server, KnownSecrets.Reference).GetRevisionAsync("packit-worker", Digest, default);

        server.Requests.Single(request => request.Uri.Host == "evil.example").Authorization.ShouldBeNull();
    }

    private static QuayRegistry Registry(FakeServer server, SecretReference? token = null) => new(
        new RegistryDefinition { Namespace = "packit", Token = token }, new KnownSecrets(server.Redactor), server.Pipeline);

    private static async Task<List<ImageTag>> ReadAsync(FakeServer server, int most)
    {
        List<ImageTag> tags = [];
        await foreach (ImageTag tag in Registry(server).ListTagsAsync("packit-worker", default))
        {
            tags.Add(tag);
            if (tags.Count == most)
            {
                break;
            }
        }

        return tags;
    }
}
