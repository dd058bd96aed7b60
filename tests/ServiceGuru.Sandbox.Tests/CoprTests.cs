using System.Net;
using System.Text.Json;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Tests;

public sealed class CoprTests
{
    private static readonly ServiceDefinition Service = PackitDefinition.Service with
    {
        Packages = new PackageProjectDefinition { Owner = "packit", Project = "packit-stable" },
        Monorepo = new MonorepoDefinition { Url = "git@github.com:packit/production-monorepo.git" },
        Repositories =
        [
            .. PackitDefinition.Service.Repositories.Select(repository => repository.Name switch
            {
                "ogr" => repository with { Package = "python-ogr" },
                "packit" => repository with { Package = "packit", DependsOn = ["ogr"] },
                _ => repository,
            }),
        ],
    };

    [Fact]
    public async Task A_package_is_answered_in_the_shape_of_coprs_own_source()
    {
        await using World world = await World.StartAsync(Service);
        string stable = await world.HeadAsync("ogr", "stable");

        JsonElement package = await PackageAsync(world, "python-ogr");

        package.EnumerateObject().Select(property => property.Name).Order()
            .ShouldBe(["auto_rebuild", "builds", "id", "name", "ownername", "projectname", "source_dict", "source_type"]);
        JsonElement build = package.GetProperty("builds").GetProperty("latest_succeeded");
        build.EnumerateObject().Select(property => property.Name).Order().ShouldBe(
        [
            "chroots", "ended_on", "id", "is_background", "ownername", "project_dirname", "projectname", "repo_url", "source_package", "started_on", "state",
            "submitted_on", "submitter",
        ]);
        build.GetProperty("state").GetString().ShouldBe("succeeded");
        build.GetProperty("source_package").GetProperty("version").GetString()!.ShouldMatch($@"^0\.\d+\.0-1\.\d{{20}}\.stable\.0\.g{stable[..7]}$");
        build.GetProperty("submitted_on").ValueKind.ShouldBe(JsonValueKind.Number);
        (await world.JsonAsync("copr/api_3/package?ownername=packit&projectname=packit-stable&packagename=python-ogr"))
            .GetProperty("builds").GetProperty("latest").ValueKind.ShouldBe(JsonValueKind.Null, "builds are answered only when asked for");
    }

    [Theory]
    [InlineData("ownername=packit&projectname=packit-stable&packagename=nothing", 404, "No package with name nothing in copr packit-stable")]
    [InlineData("ownername=packit&projectname=packit-stable", 400, "Missing argument packagename")]
    [InlineData("ownername=packit&projectname=packit-dev&packagename=packit", 404, "does not exist")]
    public async Task What_there_is_not_is_an_error_in_json(string query, int status, string words)
    {
        await using World world = await World.StartAsync(Service);

        using HttpResponseMessage answer = await world.GetAsync($"copr/api_3/package/?{query}");

        ((int)answer.StatusCode).ShouldBe(status);
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetString()!.ShouldContain(words);
    }

    [Fact]
    public async Task A_push_of_the_stable_branch_builds_its_package_and_no_other_push_does()
    {
        await using World world = await World.StartAsync(Service);
        string main = await world.HeadAsync("ogr", "main");
        long before = Latest(await PackageAsync(world, "python-ogr")).GetProperty("id").GetInt64();
        await world.PushAsync("packit", "origin/main:refs/heads/topic");
        await world.PushAsync("ogr", "origin/main:refs/heads/stable");

        JsonElement built = await World.EventuallyAsync(
            () => PackageAsync(world, "python-ogr"),
            package => package.GetProperty("builds").GetProperty("latest_succeeded").GetProperty("id").GetInt64() > before);

        Latest(built).GetProperty("source_package").GetProperty("version").GetString()!.ShouldEndWith($".g{main[..7]}");
        JsonElement other = await PackageAsync(world, "packit");
        Latest(other).GetProperty("id").GetInt64().ShouldBe(other.GetProperty("builds").GetProperty("latest_succeeded").GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task An_image_gets_what_was_built_and_not_what_was_pushed()
    {
        // With this fault the package of the pushed commit never comes.
        await using World world = await World.StartAsync(Service, "copr-build-fails");
        string old = await world.HeadAsync("ogr", "stable");
        string commit = await world.HeadAsync("packit-service", "main");
        await world.PushAsync("ogr", "origin/main:refs/heads/stable");
        await World.EventuallyAsync(() => PackageAsync(world, "python-ogr"), package => Latest(package).GetProperty("state").GetString() == "failed");
        await world.PushAsync("packit-service", "origin/main:refs/heads/stable");

        JsonElement system = await World.EventuallyAsync(
            () => SystemAsync(world),
            answer => answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("packit_service", out JsonElement service) && service.GetProperty("commit").GetString() == commit[..7]);

        system.GetProperty("ogr").GetProperty("commit").GetString().ShouldBe(old[..7]);
    }

    [Fact]
    public async Task The_monorepo_records_last_weeks_deployment_with_two_that_are_dead()
    {
        await using World world = await World.StartAsync(Service);
        string monorepo = world.Service.Monorepo!.Url;

        string[] links = (await World.RunGitAsync(monorepo, "ls-tree", "main")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        links.Count(line => line.StartsWith("160000 commit ", StringComparison.Ordinal)).ShouldBe(Service.Repositories.Count + 2);
        foreach (RepositoryDefinition repository in Service.Repositories)
        {
            links.ShouldContain($"160000 commit {await world.HeadAsync(repository.Name, "stable")}\t{repository.Name}");
        }

        (await World.RunGitAsync(monorepo, "show", "main:.gitmodules")).ShouldContain("[submodule \"tokman\"]");
    }

    [Fact]
    public async Task Copr_can_be_down()
    {
        await using World world = await World.StartAsync(Service, "copr-down");

        using HttpResponseMessage answer = await world.GetAsync("copr/api_3/package/?ownername=packit&projectname=packit-stable&packagename=packit");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    private static Task<JsonElement> PackageAsync(World world, string name) => world.JsonAsync(
        $"copr/api_3/package/?ownername=packit&projectname=packit-stable&packagename={name}&with_latest_build=true&with_latest_succeeded_build=true");

    // While the old pod is gone and the new one is not ready, nobody answers.
    private static async Task<JsonElement> SystemAsync(World world)
    {
        using HttpResponseMessage response = await world.GetAsync("api/prod/system");
        return response.IsSuccessStatusCode ? await World.ReadAsync(response) : default;
    }

    private static JsonElement Latest(JsonElement package) => package.GetProperty("builds").GetProperty("latest");
}
