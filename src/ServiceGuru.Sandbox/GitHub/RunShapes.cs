using ServiceGuru.Sandbox.Git;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>Workflow runs and jobs as GitHub writes them (https://docs.github.com/rest/actions/workflow-runs, workflow-jobs).</summary>
/// <param name="links">The addresses.</param>
internal sealed class RunShapes(GitHubLinks links)
{
    private const string WorkflowName = "Rebuild & push images";

    /// <summary>A run.</summary>
    public object Run(WorkflowRun run)
    {
        SandboxRepository repository = run.Repository;
        BuildDefinition build = repository.Definition.Build!;
        SandboxCommit? commit = repository.Commits.Find(run.HeadSha);
        string api = links.Api(repository, $"/actions/runs/{run.Id}");
        int workflow = WorkflowId(repository);
        object actor = links.User(HistoryMaterial.People[0]);
        return new
        {
            id = run.Id,
            name = WorkflowName,
            node_id = GitHubLinks.NodeId("WFR", run.Id),
            head_branch = run.Branch,
            head_sha = run.HeadSha,
            path = $".github/workflows/{build.Workflow}",
            display_title = commit?.Message.Split('\n')[0] ?? WorkflowName,
            run_number = run.Number,
            @event = "push",
            status = run.Status,
            conclusion = run.Conclusion,
            workflow_id = workflow,
            check_suite_id = run.Id + 3,
            check_suite_node_id = GitHubLinks.NodeId("CS", run.Id + 3),
            url = api,
            html_url = links.Web(repository, $"/actions/runs/{run.Id}"),
            pull_requests = Array.Empty<object>(),
            created_at = run.CreatedAt.ToGitHub(),
            updated_at = run.UpdatedAt.ToGitHub(),
            actor,
            run_attempt = run.Attempt,
            referenced_workflows = Array.Empty<object>(),
            run_started_at = run.StartedAt.ToGitHub(),
            triggering_actor = actor,
            jobs_url = $"{api}/jobs",
            logs_url = $"{api}/logs",
            artifacts_url = $"{api}/artifacts",
            cancel_url = $"{api}/cancel",
            rerun_url = $"{api}/rerun",
            previous_attempt_url = run.Attempt > 1 ? $"{api}/attempts/{run.Attempt - 1}" : null,
            workflow_url = links.Api(repository, $"/actions/workflows/{workflow}"),
            head_commit = commit is null ? null : new
            {
                id = commit.Sha,
                tree_id = commit.Tree,
                message = commit.Message,
                timestamp = commit.CommitDate.ToGitHub(),
                author = new { name = commit.AuthorName, email = commit.AuthorMail },
                committer = new { name = commit.CommitterName, email = commit.CommitterMail },
            },
            repository = new { name = repository.Definition.Slug!.Split('/')[^1], full_name = repository.Definition.Slug, @private = false },
        };
    }

    /// <summary>A job.</summary>
    public object Job(WorkflowRun run, WorkflowJob job) => new
    {
        id = job.Id,
        run_id = run.Id,
        workflow_name = WorkflowName,
        head_branch = run.Branch,
        run_url = links.Api(run.Repository, $"/actions/runs/{run.Id}"),
        run_attempt = run.Attempt,
        node_id = GitHubLinks.NodeId("CR", job.Id),
        head_sha = run.HeadSha,
        url = links.Api(run.Repository, $"/actions/jobs/{job.Id}"),
        html_url = links.Web(run.Repository, $"/actions/runs/{run.Id}/job/{job.Id}"),
        status = job.Status,
        conclusion = job.Conclusion,
        created_at = run.StartedAt.ToGitHub(),
        started_at = job.StartedAt.ToGitHub(),
        completed_at = job.CompletedAt?.ToGitHub(),
        name = job.Name,
        steps = job.Status == "queued" ? [] : Steps(job),
        check_run_url = links.Api(run.Repository, $"/check-runs/{job.Id}"),
        labels = new[] { "ubuntu-latest" },
        runner_id = job.Status == "queued" ? (int?)null : 21,
        runner_name = job.Status == "queued" ? null : "GitHub Actions 21",
        runner_group_id = job.Status == "queued" ? (int?)null : 2,
        runner_group_name = job.Status == "queued" ? null : "GitHub Actions",
    };

    /// <summary>The number under which the code host knows a repository's workflow.</summary>
    public static int WorkflowId(SandboxRepository repository) => 1_000_000 + World.StableHash.Number(repository.Name + "/workflow", 90_000_000);

    private static object[] Steps(WorkflowJob job) =>
    [
        Step("Set up job", 1, "completed", "success", job),
        Step("Build the image", 2, job.Status, job.Conclusion, job),
        Step("Push the image", 3, job.Status == "completed" ? "completed" : "queued", job.Conclusion is "success" or null ? job.Conclusion : "skipped", job),
    ];

    private static object Step(string name, int number, string status, string? conclusion, WorkflowJob job) => new
    {
        name,
        status,
        conclusion,
        number,
        started_at = job.StartedAt.ToGitHub(),
        completed_at = status == "completed" ? job.CompletedAt?.ToGitHub() ?? job.StartedAt.ToGitHub() : (string?)null,
    };
}
