using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>Workflow runs and their jobs (https://docs.github.com/rest/actions/workflow-runs, https://docs.github.com/rest/actions/workflow-jobs).</summary>
/// <param name="repositories">The repositories.</param>
/// <param name="runs">The runs.</param>
/// <param name="builds">Runs builds again.</param>
/// <param name="shapes">The shapes of runs and jobs.</param>
/// <param name="effects">Hears of builds run again.</param>
internal sealed class ActionsApi(RepositoryIndex repositories, WorkflowRuns runs, ImageBuilds builds, RunShapes shapes, IEffectLog effects)
{
    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/repos/{owner}/{name}/actions/runs", (HttpContext context, string owner, string name) => List(context, owner, name, workflow: null));
        routes.MapGet("/repos/{owner}/{name}/actions/workflows/{workflow}/runs", List);
        routes.MapGet("/repos/{owner}/{name}/actions/runs/{id:long}", Get);
        routes.MapGet("/repos/{owner}/{name}/actions/runs/{id:long}/jobs", ListJobs);
        routes.MapGet("/repos/{owner}/{name}/actions/jobs/{id:long}", GetJob);
        routes.MapGet("/repos/{owner}/{name}/actions/jobs/{id:long}/logs", GetLog);
        routes.MapPost("/repos/{owner}/{name}/actions/runs/{id:long}/rerun", Rerun);
        routes.MapPost("/repos/{owner}/{name}/actions/runs/{id:long}/rerun-failed-jobs", Rerun);
    }

    private IResult List(HttpContext context, string owner, string name, string? workflow)
    {
        if (repositories.Find(owner, name) is not { Definition.Build: { } build } repository || (workflow is not null && !Names(workflow, build.Workflow, repository)))
        {
            return GitHubErrors.NotFound();
        }

        IQueryCollection query = context.Request.Query;
        List<WorkflowRun> found =
        [
            .. runs.Of(repository)
                .Where(run => Matches(query["branch"], run.Branch))
                .Where(run => Matches(query["head_sha"], run.HeadSha))
                .Where(run => Matches(query["event"], "push"))
                .Where(run => Matches(query["status"], run.Status) || query["status"] == run.Conclusion),
        ];
        return Results.Json(new { total_count = found.Count, workflow_runs = GitHubPaging.Page(context, found).Select(shapes.Run) });
    }

    private IResult Get(string owner, string name, long id) => Find(owner, name, id) is { } run ? Results.Json(shapes.Run(run)) : GitHubErrors.NotFound();

    private IResult ListJobs(HttpContext context, string owner, string name, long id) => Find(owner, name, id) is { } run
        ? Results.Json(new { total_count = run.Jobs.Count, jobs = GitHubPaging.Page(context, run.Jobs).Select(job => shapes.Job(run, job)) })
        : GitHubErrors.NotFound();

    private IResult GetJob(string owner, string name, long id) => FindJob(owner, name, id) is { } found
        ? Results.Json(shapes.Job(found.Run, found.Job))
        : GitHubErrors.NotFound();

    private IResult GetLog(string owner, string name, long id)
    {
        // GitHub has no log before a job has ended.
        if (FindJob(owner, name, id) is not { Job.CompletedAt: { } end } found)
        {
            return GitHubErrors.NotFound();
        }

        string time = end.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
        string last = found.Job.Conclusion switch
        {
            "failure" => $"{time} error: building at STEP \"RUN dnf -y install\": exit status 1\n{time} ##[error]Process completed with exit code 1.",
            "cancelled" => $"{time} ##[error]The operation was canceled.",
            _ => $"{time} Writing manifest to image destination",
        };
        return Results.Text($"{time} ##[group]Run {found.Job.Name}\n{time} STEP 1/12: FROM quay.io/packit/base\n{last}\n");
    }

    private IResult Rerun(string owner, string name, long id)
    {
        if (Find(owner, name, id) is not { } run)
        {
            return GitHubErrors.NotFound();
        }

        if (!builds.Restart(run))
        {
            return GitHubErrors.Error(403, "This workflow is already running");
        }

        effects.Record("github", "rerun", $"{run.Repository.Name} run {run.Id}", run.HeadSha);
        return Results.Json(new { }, statusCode: 201);
    }

    private WorkflowRun? Find(string owner, string name, long id) =>
        repositories.Find(owner, name) is { } repository && runs.Find(id) is { } run && run.Repository == repository ? run : null;

    private (WorkflowRun Run, WorkflowJob Job)? FindJob(string owner, string name, long id) =>
        runs.FindJob(id) is { } found && found.Run.Repository == repositories.Find(owner, name) ? found : null;

    private static bool Names(string workflow, string file, SandboxRepository repository) =>
        workflow == file || workflow == RunShapes.WorkflowId(repository).ToString(CultureInfo.InvariantCulture);

    private static bool Matches(Microsoft.Extensions.Primitives.StringValues wanted, string actual) => wanted.Count == 0 || wanted.ToString() is "" || wanted == actual;
}
