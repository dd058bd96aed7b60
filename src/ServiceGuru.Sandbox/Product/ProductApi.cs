using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Quay;
using ServiceGuru.Sandbox.Web;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Product;

/// <summary>
/// The service's own API, in the form of Packit Service's (https://github.com/packit/packit-service,
/// packit_service/service/api: system, healthz, copr_builds,
/// testing_farm, srpm_builds). While no pod is Ready the route answers 503, as OpenShift's does.
/// </summary>
/// <param name="service">The service.</param>
/// <param name="running">What runs.</param>
/// <param name="jobs">What it has done for its users.</param>
/// <param name="faults">The switches; they concern what is not production.</param>
internal sealed class ProductApi(ServiceDefinition service, RunningService running, JobBoard jobs, IFaultBoard faults)
{
    private const string DownFault = "api-down";
    private const string DatabaseFault = "database-down";

    private static readonly int[] PageSizes = [2, 10, 20, 30, 40, 50];

    /// <summary>Adds the routes; the first segment is the environment's name.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{environment}/system", (string environment) => Answer(environment, System));
        routes.MapMethods("/{environment}/healthz", ["GET", "HEAD"], (string environment) => Answer(environment, (_, _) => Results.Json(new { status = "We are healthy!" })));
        routes.MapGet("/{environment}/copr-builds", (HttpContext context, string environment) => Answer(environment, (where, _) => Jobs(context, where, "copr-builds", CoprBuild)));
        routes.MapGet("/{environment}/testing-farm/results", (HttpContext context, string environment) => Answer(environment, (where, _) => Jobs(context, where, "test-results", TestRun)));
        routes.MapGet("/{environment}/srpm-builds", (HttpContext context, string environment) => Answer(environment, (where, _) => Jobs(context, where, "srpm-builds", SrpmBuild)));
        routes.MapGet("/{environment}/{**rest}", (string environment) => Answer(environment, (_, _) => Results.Json(new { message = "The requested URL was not found on the server." }, statusCode: 404)));
    }

    /// <summary>OpenShift's answer for a route without Ready pods.</summary>
    public static IResult Unavailable() => Results.Text(
        "<html><body><h1>Application is not available</h1><p>The application is currently not serving requests at this endpoint. It may not have been started or is still starting.</p></body></html>\n",
        "text/html",
        statusCode: 503);

    private IResult Answer(string name, Func<EnvironmentDefinition, BuiltImage, IResult> answer) =>
        !service.Environments.TryGetValue(name, out EnvironmentDefinition? environment) ? Results.NotFound()
        : !IsBroken(environment, DownFault) && running.Api(environment) is { } api ? answer(environment, api)
        : Unavailable();

    private IResult System(EnvironmentDefinition environment, BuiltImage api) => Results.Json(
        running.Components(environment, api).ToDictionary(component => component.Key, component => new { commit = component.Commit, version = component.Version }));

    private bool IsBroken(EnvironmentDefinition environment, string fault) => !environment.Production && faults.IsActive(fault);

    private IResult Jobs(HttpContext context, EnvironmentDefinition environment, string kind, Func<Job, object> shape)
    {
        if (IsBroken(environment, DatabaseFault))
        {
            return Results.Json(new { message = "Internal Server Error" }, statusCode: 500);
        }

        int size = PageRequest.Integer(context.Request, "per_page", 10);
        if (!PageSizes.Contains(size))
        {
            return Results.Json(new { message = "Input payload validation failed", errors = new { per_page = $"{size} is not a valid choice" } }, statusCode: 400);
        }

        int first = (Math.Max(1, PageRequest.Integer(context.Request, "page", 1)) - 1) * size;
        int last = Math.Min(first + size, JobBoard.Count);
        context.Response.Headers.ContentRange = $"{kind} {first + 1}-{last}/{JobBoard.Count}";
        return Results.Json(jobs.List(environment, kind, first, last).Select(shape), statusCode: 206);
    }

    private static object CoprBuild(Job job)
    {
        string chroot = "fedora-rawhide-x86_64";
        return new
        {
            packit_id = job.Number % 900_000,
            project = $"{job.User}-{job.Project}-{job.Number % 400}",
            build_id = job.Id,
            status_per_chroot = new Dictionary<string, string> { [chroot] = job.Open ? "pending" : job.Failed ? "failure" : "success" },
            packit_id_per_chroot = new Dictionary<string, long> { [chroot] = job.Number % 900_000 },
            build_submitted_time = job.Submitted.ToUnixTimeSeconds(),
            web_url = $"https://copr.fedorainfracloud.org/coprs/build/{job.Id}/",
            @ref = StableHash.Hex($"copr {job.Number}", 40),
            pr_id = job.Number % 400,
            branch_name = (string?)null,
            repo_namespace = job.User,
            repo_name = job.Project,
            project_url = $"https://github.com/{job.User}/{job.Project}",
        };
    }

    private static object TestRun(Job job) => new
    {
        packit_id = job.Number % 900_000,
        pipeline_id = StableHash.Hex($"pipeline {job.Number}", 32),
        @ref = StableHash.Hex($"copr {job.Number}", 40),
        status = job.Open ? "running" : job.Failed ? "error" : "passed",
        target = "fedora-rawhide-x86_64",
        web_url = $"https://artifacts.dev.testing-farm.io/{StableHash.Hex($"pipeline {job.Number}", 32)}",
        submitted_time = job.Submitted.ToUnixTimeSeconds(),
        pr_id = job.Number % 400,
        repo_namespace = job.User,
        repo_name = job.Project,
        project_url = $"https://github.com/{job.User}/{job.Project}",
    };

    private static object SrpmBuild(Job job) => new
    {
        srpm_build_id = job.Number % 900_000,
        status = job.Open ? "pending" : job.Failed ? "failure" : "success",
        log_url = $"https://dashboard.packit.dev/jobs/srpm/{job.Number % 900_000}",
        build_submitted_time = job.Submitted.ToUnixTimeSeconds(),
        pr_id = job.Number % 400,
        branch_name = (string?)null,
        repo_namespace = job.User,
        repo_name = job.Project,
        project_url = $"https://github.com/{job.User}/{job.Project}",
    };
}
