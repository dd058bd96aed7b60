using ServiceGuru.Branches;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Images;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.GitHub;

/// <summary>
/// GitHub or GitHub Enterprise by its REST API, version 2022-11-28
/// (https://docs.github.com/en/rest/actions/workflow-runs, https://docs.github.com/en/rest/actions/workflow-jobs,
/// https://docs.github.com/en/rest/commits/commits, https://docs.github.com/en/rest/pulls/pulls). Rate limits
/// (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api) are waited for by the pipeline.
/// </summary>
internal sealed class GitHubCodeHost(CodeHostDefinition definition, ISecretResolver secrets, HttpPipeline pipeline) : ICodeHost
{
    private static readonly Dictionary<string, string> Version = new() { ["X-GitHub-Api-Version"] = "2022-11-28" };

    private readonly SystemClient _client = new(
        new OutsideSystem("GitHub", "CodeHost", definition.Url),
        new TokenAuthorization(definition.Token, secrets, "codeHost.token"),
        pipeline);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkflowRun>> ListWorkflowRunsAsync(
        string slug, string workflow, string branch, string commit, CancellationToken cancellationToken)
    {
        HttpCall call = Get($"repos/{Path(slug)}/actions/workflows/{Uri.EscapeDataString(workflow)}/runs" +
            $"?branch={Uri.EscapeDataString(branch)}&head_sha={Uri.EscapeDataString(commit)}&per_page=100");
        List<WorkflowRun> runs = [];
        await foreach (List<WorkflowRun> page in _client
            .PagesAsync(call, json => json.NeedItems("workflow_runs").Select(WorkflowReading.Run).ToList(), cancellationToken)
            .ConfigureAwait(false))
        {
            // "Exactly one commit" is our promise, not only GitHub's filter.
            runs.AddRange(page.Where(run => run.Commit.Equals(commit, StringComparison.OrdinalIgnoreCase)));
        }

        return [.. runs.OrderByDescending(run => run.CreatedAt)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkflowJob>> ListJobsAsync(string slug, long runId, CancellationToken cancellationToken)
    {
        Uri runPage = new($"{definition.WebUrl.ToString().TrimEnd('/')}/{slug}/actions/runs/{runId}");
        HttpCall call = Get($"repos/{Path(slug)}/actions/runs/{runId}/jobs?filter=latest&per_page=100");
        List<WorkflowJob> jobs = [];
        await foreach (List<WorkflowJob> page in _client
            .PagesAsync(call, json => json.NeedItems("jobs").Select(job => WorkflowReading.Job(job, runPage)).ToList(), cancellationToken)
            .ConfigureAwait(false))
        {
            jobs.AddRange(page);
        }

        return jobs;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PullRequest>> ListPullRequestsAsync(string slug, string commit, CancellationToken cancellationToken)
    {
        HttpCall call = Get($"repos/{Path(slug)}/commits/{Uri.EscapeDataString(commit)}/pulls?per_page=100");
        List<PullRequest> merged = [];
        await foreach (List<PullRequest> page in _client
            .PagesAsync(call, json => json.NeedItems().Select(PullRequestReading.PullRequest).ToList(), cancellationToken)
            .ConfigureAwait(false))
        {
            // The list also has open pull requests that contain the commit.
            merged.AddRange(page.Where(pull => pull.MergedAt is not null));
        }

        return merged;
    }

    /// <inheritdoc/>
    public Task<PullRequest?> GetPullRequestAsync(string slug, int number, CancellationToken cancellationToken) =>
        _client.ReadOrNullAsync(Get($"repos/{Path(slug)}/pulls/{number}"), PullRequestReading.PullRequest, cancellationToken);

    private static string Path(string slug) => string.Join('/', slug.Split('/').Select(Uri.EscapeDataString));

    private HttpCall Get(string path) => _client.Get(path) with { Accept = "application/vnd.github+json", Headers = Version };
}
