using System.Net;
using ServiceGuru.Connectors.Dashboard;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Health;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Dashboard;

public sealed class JobTests
{
    private static readonly DateTimeOffset Newest = DateTimeOffset.FromUnixTimeSeconds(1_772_449_800);

    [Fact]
    public async Task Jobs_of_all_kinds_come_newest_first_with_what_became_of_them()
    {
        FakeServer server = new(request => request.Uri.AbsolutePath switch
        {
            "/api/copr-builds" => Json("""
                [{"packit_id": 7, "build_id": "901", "status_per_chroot": {"fedora-rawhide-x86_64": "success", "fedora-42-x86_64": "failure"},
                  "build_submitted_time": 1772449800, "web_url": "https://copr.example/901", "repo_namespace": "packit", "repo_name": "ogr"},
                 {"packit_id": 6, "build_id": "900", "status_per_chroot": {"fedora-rawhide-x86_64": "waiting_for_srpm"}, "build_submitted_time": 1772449700},
                 {"packit_id": 5, "build_id": "899", "status_per_chroot": {}, "build_submitted_time": null}]
                """, HttpStatusCode.PartialContent),
            "/api/testing-farm/results" => Json("""[{"pipeline_id": "abc", "status": "passed", "submitted_time": 1772449750, "web_url": "https://tf.example/abc"}]""", HttpStatusCode.PartialContent),
            _ => Json("""{"message": "The requested URL was not found on the server."}""", HttpStatusCode.NotFound),
        });

        IReadOnlyList<JobResult> jobs = await Api(server).ListJobsAsync(Newest.AddDays(-1), 10, default);

        jobs.ShouldBe(
        [
            new("copr-builds", "901", Newest, JobOutcome.Failed, "success, failure", "packit/ogr", new Uri("https://copr.example/901")),
            new("testing-farm", "abc", Newest.AddSeconds(-50), JobOutcome.Succeeded, "passed", null, new Uri("https://tf.example/abc")),
            new("copr-builds", "900", Newest.AddSeconds(-100), JobOutcome.Open, "waiting_for_srpm", null, null),
        ]);
        server.Requests.Select(request => request.PathAndQuery).ShouldContain("/api/copr-builds?page=1&per_page=50");
    }

    [Fact]
    public async Task Pages_are_read_only_as_far_as_jobs_are_wanted()
    {
        FakeServer server = new(request => request.Uri.AbsolutePath != "/api/srpm-builds"
            ? Json("[]", HttpStatusCode.PartialContent)
            : Json($"[{string.Join(',', Enumerable.Range(0, 50).Select(index => $$"""{"srpm_build_id": {{index}}, "status": "success", "build_submitted_time": {{Newest.ToUnixTimeSeconds() - (Page(request) * 5000) - (index * 100)}}}"""))}]", HttpStatusCode.PartialContent));

        IReadOnlyList<JobResult> jobs = await Api(server).ListJobsAsync(Newest.AddSeconds(-12_000), 200, default);

        jobs.Count.ShouldBe(71);
        server.Requests.Count(request => request.Uri.AbsolutePath == "/api/srpm-builds").ShouldBe(2);
        (await Api(server).ListJobsAsync(Newest.AddYears(-1), 60, default)).Count.ShouldBe(60);
    }

    private static int Page(SentRequest request) => int.Parse(request.Uri.Query.Split("page=")[1].Split('&')[0], System.Globalization.CultureInfo.InvariantCulture);

    private static DashboardServiceApi Api(FakeServer server) => new(
        new EnvironmentDefinition { Cluster = "c", Namespace = "n", Branch = "b", ImageTag = "t", Api = new Uri("https://prod.packit.dev/api") }, server.Pipeline);
}
