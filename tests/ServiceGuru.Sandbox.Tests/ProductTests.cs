using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Tests;

public sealed class ProductTests(SharedWorld shared) : IClassFixture<SharedWorld>
{
    [Fact]
    public async Task Production_reports_stable_and_staging_reports_main()
    {
        World world = shared.World;
        foreach ((string environment, string branch) in new[] { ("prod", "stable"), ("stg", "main") })
        {
            JsonElement system = await SystemAsync(world, environment);
            system.EnumerateObject().Select(component => component.Name).ShouldBe(["ogr", "specfile", "packit", "packit_service"]);
            foreach ((string key, string repository) in new[] { ("ogr", "ogr"), ("specfile", "specfile"), ("packit", "packit"), ("packit_service", "packit-service") })
            {
                string head = await world.HeadAsync(repository, branch);
                system.GetProperty(key).GetProperty("commit").GetString().ShouldBe(head[..7], $"{environment} {key}");
                system.GetProperty(key).GetProperty("version").GetString()!.ShouldMatch($@"^0\.\d+\.0\.post\d+\+g{head[..7]}$");
            }
        }
    }

    [Fact]
    public async Task The_api_is_healthy_and_answers_pages_of_builds()
    {
        World world = shared.World;
        using HttpResponseMessage health = await world.GetAsync("api/prod/healthz");
        (await health.Content.ReadAsStringAsync()).ShouldBe("{\"status\":\"We are healthy!\"}");
        using HttpResponseMessage head = await world.SendAsync(HttpMethod.Head, "api/prod/healthz");
        head.StatusCode.ShouldBe(HttpStatusCode.OK);

        using HttpResponseMessage builds = await world.GetAsync("api/prod/copr-builds?page=1&per_page=2");
        builds.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        builds.Content.Headers.GetValues("Content-Range").Single().ShouldBe("copr-builds 1-2/2480");
        JsonElement[] items = [.. (await World.ReadAsync(builds)).EnumerateArray()];
        items.Length.ShouldBe(2);
        var newest = DateTimeOffset.FromUnixTimeSeconds(items[0].GetProperty("build_submitted_time").GetInt64());
        (TimeProvider.System.GetUtcNow() - newest).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromMinutes(11));
        using HttpResponseMessage size = await world.GetAsync("api/prod/copr-builds?per_page=3");
        size.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using HttpResponseMessage nothing = await world.GetAsync("api/nothing/healthz");
        nothing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_dashboard_serves_one_page_everywhere_and_a_script_that_knows_its_commit()
    {
        World world = shared.World;
        foreach (string path in new[] { "dashboard/prod", "dashboard/prod/", "dashboard/prod/jobs/copr-builds" })
        {
            string page = await (await world.GetAsync(path)).Content.ReadAsStringAsync();
            page.ShouldContain("<title>Packit</title>");
            string script = page.Split("src=\"")[1].Split('"')[0];
            string stable = await world.HeadAsync("dashboard", "stable");
            (await (await world.GetAsync(script)).Content.ReadAsStringAsync()).ShouldContain($"github.com/packit/dashboard/commit/{stable[..7]}\"");
        }

        using HttpResponseMessage api = await world.GetAsync("dashboard/prod/api/system");
        ((int)api.StatusCode).ShouldBe(421);
    }

    [Fact]
    public async Task A_weekly_deployment_goes_from_push_to_reported_versions()
    {
        await using World world = await World.StartAsync(speed: 1500);
        foreach (RepositoryDefinition repository in world.Service.Repositories.Where(repository => repository.Name != "packit-service-fedmsg"))
        {
            await world.PushAsync(repository.Name, "origin/main:refs/heads/stable");
        }

        string main = await world.HeadAsync("packit-service", "main");
        await World.EventuallyAsync(() => RevisionAsync(world), revision => revision == main);

        foreach (string stream in new[] { "packit-service", "packit-worker", "packit-dashboard" })
        {
            await ImportAsync(world, stream);
        }

        foreach ((string key, string repository) in new[] { ("packit_service", "packit-service"), ("packit", "packit"), ("ogr", "ogr"), ("specfile", "specfile") })
        {
            string head = await world.HeadAsync(repository, "main");
            await World.EventuallyAsync(() => CommitAsync(world, key), commit => commit == head[..7]);
        }

        world.Server.Effects.Count(effect => effect.System == "git").ShouldBe(6);
        world.Server.Effects.Count(effect => effect.Action == "imagestreamimport").ShouldBe(3);
    }

    private static async Task<JsonElement> SystemAsync(World world, string environment) => await World.EventuallyAsync(
        async () =>
        {
            using HttpResponseMessage response = await world.GetAsync($"api/{environment}/system");
            return response.IsSuccessStatusCode ? await World.ReadAsync(response) : default;
        },
        system => system.ValueKind == JsonValueKind.Object);

    private static async Task<string?> CommitAsync(World world, string key) =>
        (await SystemAsync(world, "prod")).GetProperty(key).GetProperty("commit").GetString();

    private static async Task<string?> RevisionAsync(World world)
    {
        JsonElement index = await world.JsonAsync("quay/v2/packit/packit-service/manifests/prod");
        JsonElement manifest = await world.JsonAsync($"quay/v2/packit/packit-service/manifests/{index.GetProperty("manifests")[0].GetProperty("digest").GetString()}");
        JsonElement config = await world.JsonAsync($"quay/v2/packit/packit-service/blobs/{manifest.GetProperty("config").GetProperty("digest").GetString()}");
        return config.GetProperty("config").GetProperty("Labels").GetProperty("org.opencontainers.image.revision").GetString();
    }

    private static async Task ImportAsync(World world, string stream)
    {
        string image = PackitDefinition.Service.ImageStreams.Single(other => other.Name == stream).Image;
        using var body = JsonContent.Create(new
        {
            kind = "ImageStreamImport",
            apiVersion = "image.openshift.io/v1",
            metadata = new { name = stream, @namespace = "packit--prod" },
            spec = new { import = true, images = new[] { new { from = new { kind = "DockerImage", name = $"{image}:prod" }, to = new { name = "prod" } } } },
        });
        using HttpResponseMessage response = await world.SendAsync(
            HttpMethod.Post, "cluster/apis/image.openshift.io/v1/namespaces/packit--prod/imagestreamimports", world.Token("cluster"), body);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
    }
}
