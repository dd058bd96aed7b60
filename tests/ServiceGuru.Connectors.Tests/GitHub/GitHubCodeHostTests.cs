using System.Net;
using ServiceGuru.Branches;
using ServiceGuru.Connectors.GitHub;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.GitHub;

/// <summary>Answers as in https://docs.github.com/en/rest/actions/workflow-runs and its neighbors.</summary>
public sealed class GitHubCodeHostTests
{
    private const string Sha = "009b8a3a9ccbb128af87f9b1c0f4c62e8a304f6d";

    [Fact]
    public async Task Runs_are_asked_for_by_workflow_branch_and_commit_and_come_newest_first()
    {
        FakeServer server = new(() => Json($$"""
            {
              "total_count": 3,
              "workflow_runs": [
                {{Run(30433642, Sha, "completed", "\"failure\"", "2026-03-02T12:10:00Z")}},
                {{Run(30433643, Sha, "in_progress", "null", "2026-03-02T12:40:00Z")}},
                {{Run(30433644, "1" + Sha[1..], "completed", "\"success\"", "2026-03-02T12:50:00Z")}}
              ]
            }
            """));

        IReadOnlyList<WorkflowRun> runs = await Host(server).ListWorkflowRunsAsync("packit/packit-service", "rebuild-and-push-images.yml", "stable", Sha, default);

        server.Requests.Single().PathAndQuery.ShouldBe(
            $"/repos/packit/packit-service/actions/workflows/rebuild-and-push-images.yml/runs?branch=stable&head_sha={Sha}&per_page=100");
        server.Requests.Single().Headers["X-GitHub-Api-Version"].ShouldBe("2022-11-28");
        server.Requests.Single().Headers["Accept"].ShouldBe("application/vnd.github+json");
        server.Requests.Single().Headers["User-Agent"].ShouldStartWith("ServiceGuru/");
        runs.Select(run => run.Id).ShouldBe([30433643, 30433642]);
        runs[0].Status.ShouldBe(RunStatus.InProgress);
        runs[0].Conclusion.ShouldBeNull();
        runs[1].Conclusion.ShouldBe("failure");
        runs[1].WebUrl.ShouldBe(new Uri("https://github.com/packit/packit-service/actions/runs/30433642"));
        runs[1].UpdatedAt.ShouldBe(DateTimeOffset.Parse("2026-03-02T12:55:00Z"));
    }

    [Theory]
    [InlineData("queued")]
    [InlineData("requested")]
    [InlineData("waiting")]
    [InlineData("pending")]
    public async Task Every_word_for_not_begun_is_queued(string status)
    {
        FakeServer server = new(() => Json($$"""{"total_count": 1, "workflow_runs": [{{Run(1, Sha, status, "null", "2026-03-02T12:10:00Z")}}]}"""));

        (await Host(server).ListWorkflowRunsAsync("a/b", "w.yml", "stable", Sha, default)).Single().Status.ShouldBe(RunStatus.Queued);
    }

    [Fact]
    public async Task A_failed_job_names_its_first_failed_step()
    {
        FakeServer server = new(() => Json("""
            {
              "total_count": 2,
              "jobs": [
                {
                  "id": 399444496, "run_id": 29679449, "status": "completed", "conclusion": "failure",
                  "name": "build-and-push (packit-worker)",
                  "html_url": "https://github.com/packit/packit-service/actions/runs/29679449/job/399444496",
                  "steps": [
                    { "name": "Set up job", "status": "completed", "conclusion": "success", "number": 1 },
                    { "name": "Build Image", "status": "completed", "conclusion": "failure", "number": 2 },
                    { "name": "Push To Quay", "status": "completed", "conclusion": "skipped", "number": 3 }
                  ]
                },
                { "id": 399444497, "run_id": 29679449, "status": "queued", "conclusion": null, "name": "waiting", "html_url": null, "steps": [] }
              ]
            }
            """));

        IReadOnlyList<WorkflowJob> jobs = await Host(server).ListJobsAsync("packit/packit-service", 29679449, default);

        server.Requests.Single().PathAndQuery.ShouldBe("/repos/packit/packit-service/actions/runs/29679449/jobs?filter=latest&per_page=100");
        jobs[0].FailedStep.ShouldBe("Build Image");
        jobs[0].Conclusion.ShouldBe("failure");
        jobs[1].FailedStep.ShouldBeNull();
        jobs[1].WebUrl.ShouldBe(new Uri("https://github.com/packit/packit-service/actions/runs/29679449"));
    }

    [Fact]
    public async Task Only_merged_pull_requests_brought_a_commit_in()
    {
        FakeServer server = new(() => Json($"[{Pull(3089, "\"2026-02-26T10:00:00Z\"")}, {Pull(3090, "null")}]"));

        IReadOnlyList<PullRequest> pulls = await Host(server).ListPullRequestsAsync("packit/packit-service", Sha, default);

        server.Requests.Single().PathAndQuery.ShouldBe($"/repos/packit/packit-service/commits/{Sha}/pulls?per_page=100");
        PullRequest pull = pulls.Single();
        pull.Number.ShouldBe(3089);
        pull.MergeCommit.ShouldBe("e5bd3914e2e596debea16f433f57875b5b90bcd6");
        pull.Labels.ShouldBe(["ready", "has-release-notes"]);
        pull.Author.ShouldBe("octocat");
        pull.Body.ShouldBe("Please pull these\r\nchanges");
    }

    [Fact]
    public async Task A_pull_request_that_is_open_has_no_merge_commit_although_GitHub_names_a_test_merge()
    {
        FakeServer server = new(() => Json(Pull(7, "null")));

        PullRequest? pull = await Host(server).GetPullRequestAsync("packit/ogr", 7, default);

        pull.ShouldNotBeNull().MergeCommit.ShouldBeNull();
    }

    [Fact]
    public async Task A_pull_request_that_is_not_there_is_null()
    {
        FakeServer server = new(() => Json("""{"message": "Not Found", "status": "404"}""", HttpStatusCode.NotFound));

        (await Host(server).GetPullRequestAsync("packit/ogr", 7, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_workflow_that_is_not_there_is_a_failure_of_the_definition()
    {
        FakeServer server = new(() => Json("""{"message": "Not Found", "status": "404"}""", HttpStatusCode.NotFound));

        Failure failure = await Calling.FailureOfAsync(() => Host(server).ListWorkflowRunsAsync("packit/ogr", "gone.yml", "stable", Sha, default));

        failure.Id.ShouldBe("CodeHostNotFound");
        failure.Kind.ShouldBe(FailureKind.Usage);
    }

    [Fact]
    public async Task A_login_page_instead_of_JSON_is_told_as_such()
    {
        FakeServer server = new(() => new HttpResponseMessage { Content = new StringContent("<html>Sign in</html>") });

        Failure failure = await Calling.FailureOfAsync(() => Host(server).GetPullRequestAsync("packit/ogr", 7, default));

        failure.Id.ShouldBe("CodeHostUnreadable");
    }

    private static GitHubCodeHost Host(FakeServer server) =>
        new(new CodeHostDefinition { Token = KnownSecrets.Reference }, new KnownSecrets(server.Redactor), server.Pipeline);

    private static string Run(long id, string sha, string status, string conclusion, string created) => $$"""
        {
          "id": {{id}}, "name": "Rebuild & push images", "head_branch": "stable", "head_sha": "{{sha}}",
          "path": ".github/workflows/rebuild-and-push-images.yml@stable", "run_number": 562, "event": "push",
          "status": "{{status}}", "conclusion": {{conclusion}}, "workflow_id": 159038,
          "html_url": "https://github.com/packit/packit-service/actions/runs/{{id}}",
          "created_at": "{{created}}", "updated_at": "2026-03-02T12:55:00Z", "run_attempt": 1
        }
        """;

    private static string Pull(int number, string mergedAt) => $$"""
        {
          "id": 1, "number": {{number}}, "state": "closed", "title": "Amazing new feature", "body": "Please pull these\r\nchanges",
          "html_url": "https://github.com/packit/packit-service/pull/{{number}}", "user": { "login": "octocat", "id": 1 },
          "labels": [ { "id": 208045946, "name": "ready" }, { "id": 208045947, "name": "has-release-notes" } ],
          "merged_at": {{mergedAt}}, "merge_commit_sha": "e5bd3914e2e596debea16f433f57875b5b90bcd6", "draft": false
        }
        """;
}
