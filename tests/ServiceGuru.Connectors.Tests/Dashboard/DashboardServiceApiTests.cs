using System.Net;
using ServiceGuru.Connectors.Dashboard;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Health;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Dashboard;

public sealed class DashboardServiceApiTests
{
    [Fact]
    public async Task Versions_are_the_components_of_the_system_page()
    {
        FakeServer server = new(() => Json("""
            {"ogr": {"commit": null, "version": "0.76.0"}, "packit_service": {"commit": "116edc5", "version": "1.18.1.dev3+g116edc5"}, "empty": {"commit": null, "version": ""}}
            """));

        IReadOnlyList<DeployedComponent> versions = await Api(server).GetVersionsAsync(default);

        server.Requests.Single().Uri.ShouldBe(new Uri("https://prod.packit.dev/api/system"));
        versions.ShouldBe([new("ogr", null, "0.76.0"), new("packit_service", "116edc5", "1.18.1.dev3+g116edc5")]);
    }

    [Theory]
    [InlineData("[]", HttpStatusCode.OK)]
    [InlineData("<html></html>", HttpStatusCode.OK)]
    [InlineData("{}", HttpStatusCode.NotFound)]
    [InlineData("{}", HttpStatusCode.MisdirectedRequest)]
    public async Task Something_else_than_versions_is_unreadable(string body, HttpStatusCode status)
    {
        FakeServer server = new(() => Json(body, status));

        (await Calling.FailureOfAsync(() => Api(server).GetVersionsAsync(default))).Id.ShouldBe("ServiceApiUnreadable");
    }

    [Fact]
    public async Task Nobody_there_is_unreachable()
    {
        FakeServer server = new(_ => throw new HttpRequestException(HttpRequestError.NameResolutionError, "Name or service not known"));

        Failure failure = await Calling.FailureOfAsync(() => Api(server).GetVersionsAsync(default));

        failure.Id.ShouldBe("ServiceApiUnreachable");
        failure.Cause.ShouldBe("Name or service not known");
    }

    [Fact]
    public async Task A_healthy_API_says_so_twice_once_from_its_database()
    {
        FakeServer server = new(request => request.Uri.AbsolutePath == "/api/healthz"
            ? Json("""{"status": "We are healthy!"}""")
            : Json("[]", HttpStatusCode.PartialContent));

        IReadOnlyList<EndpointCheck> checks = await Api(server).CheckApiAsync(default);

        checks.Select(check => check.Healthy).ShouldBe([true, true]);
        checks.Select(check => check.Url.PathAndQuery).ShouldBe(["/api/healthz", "/api/copr-builds?page=1&per_page=2"]);
        checks[1].Detail.ShouldBe("206 Partial Content");
    }

    [Fact]
    public async Task A_login_page_in_the_place_of_the_API_can_not_be_told_healthy_but_a_dashboard_is_a_page()
    {
        FakeServer server = new(_ => new HttpResponseMessage { Content = new StringContent("<!doctype html><html>Sign in</html>", null, "text/html") });

        IReadOnlyList<EndpointCheck> checks = await Api(server).CheckApiAsync(default);

        checks.ShouldAllBe(check => check.Healthy == null && check.Detail == "200 OK, but with a web page where an API should answer");
        (await Api(server).CheckDashboardAsync(default))!.Healthy.ShouldBe(true);
    }

    [Fact]
    public async Task An_error_status_is_unhealthy_after_one_more_try()
    {
        FakeServer server = new(request => request.Uri.AbsolutePath == "/api/healthz"
            ? Json("{}")
            : Json("""{"message": "Internal Server Error"}""", HttpStatusCode.InternalServerError));

        EndpointCheck database = (await Api(server).CheckApiAsync(default))[1];

        database.Healthy.ShouldBe(false);
        database.Detail.ShouldBe("500 Internal Server Error: Internal Server Error");
        server.Requests.Count(request => request.Uri.AbsolutePath == "/api/copr-builds").ShouldBe(2);
    }

    [Fact]
    public async Task A_service_without_builds_is_not_counted_sick_for_it()
    {
        FakeServer server = new(request => request.Uri.AbsolutePath == "/api/healthz" ? Json("{}") : Status(HttpStatusCode.NotFound));

        (await Api(server).CheckApiAsync(default)).Single().Url.AbsolutePath.ShouldBe("/api/healthz");
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, null)]
    [InlineData(HttpRequestError.ConnectionError, null)]
    [InlineData(HttpRequestError.ResponseEnded, false)]
    public async Task What_can_not_be_connected_to_can_not_be_told_and_what_hangs_up_is_sick(HttpRequestError error, bool? healthy)
    {
        FakeServer server = new(_ => throw new HttpRequestException(error, "It broke."));

        EndpointCheck? check = await Api(server).CheckDashboardAsync(default);

        check.ShouldNotBeNull().Healthy.ShouldBe(healthy);
        check.Detail.ShouldBe("It broke.");
    }

    [Fact]
    public async Task An_environment_without_addresses_has_nothing_to_check()
    {
        FakeServer server = new(() => Json("{}"));
        DashboardServiceApi api = new(Environment() with { Api = null, Dashboard = null }, server.Pipeline);

        (await api.CheckApiAsync(default)).ShouldBeEmpty();
        (await api.CheckDashboardAsync(default)).ShouldBeNull();
        (await Calling.FailureOfAsync(() => api.GetVersionsAsync(default))).Id.ShouldBe("ServiceApiMissing");
        server.Requests.ShouldBeEmpty();
    }

    private static DashboardServiceApi Api(FakeServer server) => new(Environment(), server.Pipeline);

    private static EnvironmentDefinition Environment() => new()
    {
        Cluster = "osd",
        Namespace = "packit--prod",
        Branch = "stable",
        ImageTag = "prod",
        Api = new Uri("https://prod.packit.dev/api"),
        Dashboard = new Uri("https://dashboard.packit.dev"),
    };
}
