using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.Quay;
using ServiceGuru.Sandbox.Web;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Product;

/// <summary>
/// The service's own API, in the form of Packit Service's (https://github.com/packit/packit-service,
/// packit_service/service/api: system, healthz, copr_builds). While no pod is Ready the route answers 503, as OpenShift's does.
/// </summary>
/// <param name="service">The service.</param>
/// <param name="running">What runs.</param>
/// <param name="clock">The clock.</param>
/// <param name="faults">The switches; they concern what is not production.</param>
internal sealed class ProductApi(ServiceDefinition service, RunningService running, SandboxClock clock, IFaultBoard faults)
{
    private const string DownFault = "api-down";
    private const string DatabaseFault = "database-down";

    private const int Builds = 2480;
    private static readonly int[] PageSizes = [2, 10, 20, 30, 40, 50];

    /// <summary>Adds the routes; the first segment is the environment's name.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{environment}/system", (string environment) => Answer(environment, System));
        routes.MapMethods("/{environment}/healthz", ["GET", "HEAD"], (string environment) => Answer(environment, (_, _) => Results.Json(new { status = "We are healthy!" })));
        routes.MapGet("/{environment}/copr-builds", (HttpContext context, string environment) => Answer(environment, (definition, _) => CoprBuilds(context, definition)));
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

    private IResult CoprBuilds(HttpContext context, EnvironmentDefinition environment)
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
        int last = Math.Min(first + size, Builds);
        context.Response.Headers.ContentRange = $"copr-builds {first + 1}-{last}/{Builds}";
        return Results.Json(Enumerable.Range(first, Math.Max(0, last - first)).Select(Build), statusCode: 206);
    }

    private object Build(int index)
    {
        // Somebody somewhere starts a build every ten minutes.
        long slot = (clock.Now.ToUnixTimeSeconds() / 600) - index;
        Person user = HistoryMaterial.People[(int)(slot % HistoryMaterial.People.Count)];
        long id = 9_000_000 + (slot % 900_000);
        string chroot = "fedora-rawhide-x86_64";
        string project = HistoryMaterial.Parts[(int)(slot % HistoryMaterial.Parts.Count)].File;
        return new
        {
            packit_id = slot % 900_000,
            project = $"{user.Login}-{project}-{slot % 400}",
            build_id = id.ToString(CultureInfo.InvariantCulture),
            status_per_chroot = new Dictionary<string, string> { [chroot] = index == 0 ? "pending" : slot % 9 == 0 ? "failure" : "success" },
            packit_id_per_chroot = new Dictionary<string, long> { [chroot] = slot % 900_000 },
            build_submitted_time = slot * 600,
            web_url = $"https://copr.fedorainfracloud.org/coprs/build/{id}/",
            @ref = StableHash.Hex($"copr {slot}", 40),
            pr_id = slot % 400,
            branch_name = (string?)null,
            repo_namespace = user.Login,
            repo_name = project,
            project_url = $"https://github.com/{user.Login}/{project}",
        };
    }
}
