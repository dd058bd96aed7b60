using ServiceGuru.Branches;
using ServiceGuru.Images;

namespace ServiceGuru.Ports;

/// <summary>Pull requests and workflow runs.</summary>
public interface ICodeHost
{
    /// <summary>Lists the runs of a workflow for exactly one commit, newest first.</summary>
    /// <param name="slug"><c>owner/name</c>.</param>
    /// <param name="workflow">The workflow's file name.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="commit">The full commit.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<IReadOnlyList<WorkflowRun>> ListWorkflowRunsAsync(string slug, string workflow, string branch, string commit, CancellationToken cancellationToken);

    /// <summary>Lists the jobs of a run's latest attempt.</summary>
    Task<IReadOnlyList<WorkflowJob>> ListJobsAsync(string slug, long runId, CancellationToken cancellationToken);

    /// <summary>Lists the merged pull requests that brought a commit in.</summary>
    Task<IReadOnlyList<PullRequest>> ListPullRequestsAsync(string slug, string commit, CancellationToken cancellationToken);

    /// <summary>Reads one pull request, or null where there is none.</summary>
    Task<PullRequest?> GetPullRequestAsync(string slug, int number, CancellationToken cancellationToken);
}
