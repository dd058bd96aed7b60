using System.Net;
using ServiceGuru.Connectors.Copr;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Operations;
using ServiceGuru.Packages;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Copr;

/// <summary>Answers as Copr's frontend writes them (apiv3_packages.py, apiv3_builds.py).</summary>
public sealed class CoprProjectTests
{
    private const string Version = "1.18-1.20250714103000123456.stable.0.gaee3b5a";

    [Fact]
    public async Task The_newest_builds_are_asked_for_in_one_call_without_credentials()
    {
        FakeServer server = new(() => Json(Package(Build(9154321, "running", Version), Build(9154300, "succeeded", "1.17-1.x.stable.0.g1234567"))));

        PackageBuilds builds = (await Project(server).FindBuildsAsync("python-ogr", default)).ShouldNotBeNull();

        builds.Latest.ShouldBe(new PackageBuild
        {
            Id = 9154321,
            State = PackageBuildState.InProgress,
            Word = "running",
            Version = Version,
            WebUrl = new Uri("https://copr.fedorainfracloud.org/coprs/packit/packit-stable/build/9154321/"),
        });
        builds.LatestSucceeded.ShouldNotBeNull().State.ShouldBe(PackageBuildState.Succeeded);
        server.Requests.Single().PathAndQuery.ShouldBe(
            "/api_3/package/?ownername=packit&projectname=packit-stable&packagename=python-ogr&with_latest_build=true&with_latest_succeeded_build=true");
        server.Requests.Single().Authorization.ShouldBeNull();
    }

    [Theory]
    [InlineData("importing", PackageBuildState.InProgress)]
    [InlineData("pending", PackageBuildState.InProgress)]
    [InlineData("starting", PackageBuildState.InProgress)]
    [InlineData("waiting", PackageBuildState.InProgress)]
    [InlineData("succeeded", PackageBuildState.Succeeded)]
    [InlineData("forked", PackageBuildState.Succeeded)]
    [InlineData("failed", PackageBuildState.Failed)]
    [InlineData("canceled", PackageBuildState.Failed)]
    [InlineData("skipped", PackageBuildState.Failed)]
    [InlineData("a word of a newer Copr", PackageBuildState.InProgress)]
    public async Task Every_state_of_a_build_is_understood(string word, PackageBuildState state)
    {
        FakeServer server = new(() => Json(Package(Build(1, word, null), "null")));

        PackageBuild build = (await Project(server).FindBuildsAsync("python-ogr", default)).ShouldNotBeNull().Latest.ShouldNotBeNull();

        (build.State, build.Word, build.Version).ShouldBe((state, word, null));
    }

    [Fact]
    public async Task A_package_that_was_never_built_has_no_builds()
    {
        FakeServer server = new(() => Json(Package("null", "null")));

        (await Project(server).FindBuildsAsync("python-ogr", default)).ShouldBe(new PackageBuilds(null, null));
    }

    [Fact]
    public async Task A_package_that_there_is_not_is_null()
    {
        FakeServer server = new(() => Json("""{"error": "No package with name x in copr packit-stable"}""", HttpStatusCode.NotFound));

        (await Project(server).FindBuildsAsync("x", default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_look_does_not_insist_because_whoever_waits_looks_again()
    {
        FakeServer server = new(() => Json("{}", HttpStatusCode.ServiceUnavailable));

        GuruException error = await Should.ThrowAsync<GuruException>(() => Project(server).FindBuildsAsync("python-ogr", default));

        error.Failure.Id.ShouldBe("PackagesUnreachable");
        error.Failure.Transient.ShouldBeTrue();
        server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Something_else_than_the_documented_answer_is_told()
    {
        FakeServer server = new(() => Json(Package("""{"state": "running"}""", "null")));

        (await Should.ThrowAsync<GuruException>(() => Project(server).FindBuildsAsync("python-ogr", default))).Failure.Id.ShouldBe("PackagesUnreadable");
    }

    [Fact]
    public void The_pages_of_a_group_lie_elsewhere()
    {
        Project(new FakeServer(() => Json("{}"))).PageOf("packit").ShouldBe(new Uri("https://copr.fedorainfracloud.org/coprs/packit/packit-stable/package/packit/"));
        new CoprProject(new PackageProjectDefinition { Owner = "@copr", Project = "copr-dev" }, new FakeServer(() => Json("{}")).Pipeline)
            .PageOf("copr-cli").ShouldBe(new Uri("https://copr.fedorainfracloud.org/coprs/g/copr/copr-dev/package/copr-cli/"));
    }

    private static CoprProject Project(FakeServer server) => new(new PackageProjectDefinition { Owner = "packit", Project = "packit-stable" }, server.Pipeline);

    private static string Package(string latest, string succeeded) => $$"""
        {
          "auto_rebuild": false, "builds": { "latest": {{latest}}, "latest_succeeded": {{succeeded}} }, "id": 1090001,
          "name": "python-ogr", "ownername": "packit", "projectname": "packit-stable", "source_dict": {}, "source_type": "upload"
        }
        """;

    private static string Build(long id, string state, string? version) => $$"""
        {
          "chroots": ["fedora-42-x86_64"], "ended_on": null, "id": {{id}}, "is_background": false, "ownername": "packit",
          "project_dirname": "packit-stable", "projectname": "packit-stable",
          "repo_url": "https://download.copr.fedorainfracloud.org/results/packit/packit-stable",
          "source_package": { "name": "python-ogr", "url": null, "version": {{(version is null ? "null" : $"\"{version}\"")}} },
          "started_on": null, "state": "{{state}}", "submitted_on": 1752489000, "submitter": "packit"
        }
        """;
}
