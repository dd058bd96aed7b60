using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ServiceGuru.Sandbox.Tests;

public sealed class QuayTests(SharedWorld shared) : IClassFixture<SharedWorld>
{
    private const string Worker = "quay/api/v1/repository/packit/packit-worker";
    private const string Dashboard = "quay/api/v1/repository/packit/dashboard";
    private const string Index = "application/vnd.oci.image.index.v1+json";
    private const string Manifest = "application/vnd.oci.image.manifest.v1+json";

    [Fact]
    public async Task Prod_is_stables_image_and_stg_is_mains()
    {
        World world = shared.World;
        foreach ((string tag, string branch) in new[] { ("prod", "stable"), ("stg", "main"), ("latest", "main") })
        {
            JsonElement entry = await TagAsync(world, tag, "dashboard");
            JsonElement labels = await world.JsonAsync($"{Dashboard}/manifest/{entry.GetProperty("manifest_digest").GetString()}/labels?filter=org.opencontainers.image.rev");
            JsonElement revision = labels.GetProperty("labels").EnumerateArray().Single();
            revision.GetProperty("value").GetString().ShouldBe(await world.HeadAsync("dashboard", branch));
            entry.GetProperty("is_manifest_list").GetBoolean().ShouldBeFalse();
            entry.GetProperty("size").GetInt64().ShouldBeGreaterThan(1_000_000);
        }
    }

    [Fact]
    public async Task An_index_over_platforms_has_neither_labels_nor_size_but_its_images_have()
    {
        World world = shared.World;
        JsonElement tag = await TagAsync(world, "prod");
        tag.GetProperty("is_manifest_list").GetBoolean().ShouldBeTrue();
        tag.GetProperty("size").ValueKind.ShouldBe(JsonValueKind.Null);
        string digest = tag.GetProperty("manifest_digest").GetString()!;
        (await world.JsonAsync($"{Worker}/manifest/{digest}/labels")).GetProperty("labels").GetArrayLength().ShouldBe(0);

        JsonElement index = await world.JsonAsync($"quay/v2/packit/packit-worker/manifests/{digest}");
        foreach (JsonElement manifest in index.GetProperty("manifests").EnumerateArray())
        {
            JsonElement labels = await world.JsonAsync($"{Worker}/manifest/{manifest.GetProperty("digest").GetString()}/labels");
            string stable = await world.HeadAsync("packit-service", "stable");
            labels.GetProperty("labels").EnumerateArray().ShouldContain(label => label.GetProperty("value").GetString() == stable);
        }
    }

    [Fact]
    public async Task Each_weekly_image_kept_a_tag_of_its_own()
    {
        World world = shared.World;
        JsonElement tags = (await world.JsonAsync($"{Worker}/tag/?onlyActiveTags=true&limit=100")).GetProperty("tags");
        string[] unique = [.. tags.EnumerateArray().Select(tag => tag.GetProperty("name").GetString()!).Where(name => name.StartsWith("stable-", StringComparison.Ordinal))];
        unique.Length.ShouldBeGreaterThan(4);
        unique.ShouldAllBe(name => name.Split('-').Length == 3 && name.Split('-')[1].Length == 7);
        string stable = await world.HeadAsync("packit-service", "stable");
        string prod = (await TagAsync(world, "prod")).GetProperty("manifest_digest").GetString()!;
        tags.EnumerateArray().ShouldContain(tag => tag.GetProperty("name").GetString()!.StartsWith($"stable-{stable.Substring(0, 7)}", StringComparison.Ordinal)
            && tag.GetProperty("manifest_digest").GetString() == prod);
    }

    [Fact]
    public async Task Tags_come_page_by_page_with_their_past_unless_only_active_ones_are_asked_for()
    {
        World world = shared.World;
        var names = new List<string>();
        bool more = true;
        for (int page = 1; more; page++)
        {
            JsonElement answer = await world.JsonAsync($"{Worker}/tag/?limit=3&page={page}");
            names.AddRange(answer.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()!));
            more = answer.GetProperty("has_additional").GetBoolean();
            answer.GetProperty("page").GetInt32().ShouldBe(page);
        }

        names.Count(name => name == "prod").ShouldBeGreaterThan(3);
        JsonElement past = (await world.JsonAsync($"{Worker}/tag/?specificTag=prod")).GetProperty("tags");
        past.EnumerateArray().Count(tag => tag.TryGetProperty("end_ts", out _)).ShouldBe(past.GetArrayLength() - 1);
        past.EnumerateArray().ShouldAllBe(tag => tag.GetProperty("name").GetString() == "prod");
    }

    [Fact]
    public async Task A_finished_build_moves_prod_to_an_image_of_the_pushed_commit()
    {
        await using World world = await World.StartAsync(speed: 4000);
        string before = (await TagAsync(world, "prod")).GetProperty("manifest_digest").GetString()!;
        await world.PushAsync("packit-service", "origin/main:refs/heads/stable");
        string main = await world.HeadAsync("packit-service", "main");
        JsonElement after = await World.EventuallyAsync(() => TagAsync(world, "prod"), tag => tag.GetProperty("manifest_digest").GetString() != before);

        JsonElement index = await world.JsonAsync($"quay/v2/packit/packit-worker/manifests/{after.GetProperty("manifest_digest").GetString()}");
        JsonElement labels = await world.JsonAsync($"{Worker}/manifest/{index.GetProperty("manifests")[0].GetProperty("digest").GetString()}/labels");
        labels.GetProperty("labels").EnumerateArray().ShouldContain(label => label.GetProperty("value").GetString() == main);
        JsonElement tags = (await world.JsonAsync($"{Worker}/tag/?onlyActiveTags=true&filter_tag_name=like:stable-{main[..7]}")).GetProperty("tags");
        tags.GetArrayLength().ShouldBe(1);
        tags[0].GetProperty("manifest_digest").GetString().ShouldBe(after.GetProperty("manifest_digest").GetString());
    }

    [Fact]
    public async Task The_distribution_api_serves_an_index_with_true_digests_down_to_the_labels()
    {
        World world = shared.World;
        using HttpResponseMessage response = await world.SendAsync(HttpMethod.Get, "quay/v2/packit/packit-worker/manifests/prod", accept: $"{Index},{Manifest}");
        byte[] bytes = await response.Content.ReadAsByteArrayAsync();
        response.Content.Headers.ContentType!.MediaType.ShouldBe(Index);
        string digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
        response.Headers.GetValues("Docker-Content-Digest").Single().ShouldBe(digest);
        digest.ShouldBe((await TagAsync(world, "prod")).GetProperty("manifest_digest").GetString());

        JsonElement index = JsonDocument.Parse(bytes).RootElement;
        index.GetProperty("manifests").EnumerateArray().Select(manifest => manifest.GetProperty("platform").GetProperty("architecture").GetString()).ShouldBe(["amd64", "arm64"]);
        JsonElement manifest = await world.JsonAsync($"quay/v2/packit/packit-worker/manifests/{index.GetProperty("manifests")[1].GetProperty("digest").GetString()}");
        JsonElement config = await world.JsonAsync($"quay/v2/packit/packit-worker/blobs/{manifest.GetProperty("config").GetProperty("digest").GetString()}");
        config.GetProperty("architecture").GetString().ShouldBe("arm64");
        config.GetProperty("config").GetProperty("Labels").GetProperty("org.opencontainers.image.revision").GetString()
            .ShouldBe(await world.HeadAsync("packit-service", "stable"));
    }

    [Fact]
    public async Task A_client_that_knows_no_index_gets_a_manifest_and_a_head_request_no_body()
    {
        World world = shared.World;
        using HttpResponseMessage old = await world.SendAsync(HttpMethod.Get, "quay/v2/packit/packit-worker/manifests/prod", accept: Manifest);
        old.Content.Headers.ContentType!.MediaType.ShouldBe(Manifest);
        using HttpResponseMessage head = await world.SendAsync(HttpMethod.Head, "quay/v2/packit/dashboard/manifests/prod");
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Headers.GetValues("Docker-Content-Digest").Single().ShouldStartWith("sha256:");
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        JsonElement list = await world.JsonAsync("quay/v2/packit/dashboard/tags/list");
        list.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).ShouldContain("prod");
    }

    [Fact]
    public async Task The_root_sends_clients_to_the_token_endpoint_and_its_token_opens()
    {
        World world = shared.World;
        using HttpResponseMessage refused = await world.GetAsync("quay/v2/");
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        string challenge = refused.Headers.WwwAuthenticate.Single().ToString();
        challenge.ShouldContain($"realm=\"{world.Server.Url}quay/v2/auth\"");
        string token = (await world.JsonAsync("quay/v2/auth?service=quay&scope=repository:packit/dashboard:pull")).GetProperty("token").GetString()!;
        using HttpResponseMessage admitted = await world.GetAsync("quay/v2/", token);
        admitted.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var http = new HttpClient { BaseAddress = world.Server.Url };
        foreach ((string secret, HttpStatusCode status) in new[] { (world.Token("quay"), HttpStatusCode.OK), ("wrong", HttpStatusCode.Unauthorized) })
        {
            http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"$oauthtoken:{secret}")));
            using HttpResponseMessage answer = await http.GetAsync("quay/v2/auth");
            answer.StatusCode.ShouldBe(status);
        }
    }

    [Fact]
    public async Task A_wrong_token_is_refused_on_both_sides()
    {
        World world = shared.World;
        using HttpResponseMessage api = await world.GetAsync($"{Worker}/tag/", "wrong");
        api.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await api.Content.ReadAsStringAsync()).ShouldContain("invalid_token");
        using HttpResponseMessage distribution = await world.GetAsync("quay/v2/packit/packit-worker/manifests/prod", "wrong");
        distribution.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await distribution.Content.ReadAsStringAsync()).ShouldContain("UNAUTHORIZED");
    }

    [Theory]
    [InlineData("api/v1/repository/packit/nothing/tag/", "not_found")]
    [InlineData("api/v1/repository/packit/packit-worker/manifest/sha256:00/labels", "not_found")]
    [InlineData("v2/packit/nothing/manifests/prod", "NAME_UNKNOWN")]
    [InlineData("v2/packit/packit-worker/manifests/nothing", "MANIFEST_UNKNOWN")]
    [InlineData("v2/packit/packit-worker/blobs/sha256:00", "BLOB_UNKNOWN")]
    public async Task What_is_not_there_is_told_in_the_registrys_words(string path, string code)
    {
        World world = shared.World;
        using HttpResponseMessage response = await world.GetAsync($"quay/{path}");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync()).ShouldContain(code);
    }

    [Fact]
    public async Task A_slow_registry_shows_images_only_a_while_after_their_build()
    {
        await using World world = await World.StartAsync(speed: 400, faults: "registry-slow");
        string before = (await TagAsync(world, "prod", "dashboard")).GetProperty("manifest_digest").GetString()!;
        await world.PushAsync("dashboard", "origin/main:refs/heads/stable");
        string main = await world.HeadAsync("dashboard", "main");
        await World.EventuallyAsync(
            async () => (await world.GitHubAsync($"repos/packit/dashboard/actions/workflows/build-and-push.yml/runs?branch=stable&head_sha={main}&status=success")).GetProperty("total_count").GetInt32(),
            count => count == 1);
        (await TagAsync(world, "prod", "dashboard")).GetProperty("manifest_digest").GetString().ShouldBe(before);
        await World.EventuallyAsync(() => TagAsync(world, "prod", "dashboard"), tag => tag.GetProperty("manifest_digest").GetString() != before);
    }

    private static async Task<JsonElement> TagAsync(World world, string tag, string repository = "packit-worker") =>
        (await world.JsonAsync($"quay/api/v1/repository/packit/{repository}/tag/?specificTag={tag}&onlyActiveTags=true", world.Token("quay"))).GetProperty("tags")[0];
}
