using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Copr;

/// <summary>
/// Copr's API, version 3, as far as packages are read (github.com/fedora-copr/copr:
/// frontend/coprs_frontend/coprs/views/apiv3_ns/apiv3_packages.py and apiv3_builds.py).
/// </summary>
/// <param name="definition">The project.</param>
/// <param name="builds">Its builds.</param>
/// <param name="service">The service.</param>
/// <param name="faults">The switches.</param>
internal sealed class CoprApi(PackageProjectDefinition definition, CoprBuilds builds, ServiceDefinition service, IFaultBoard faults)
{
    /// <summary>The fault that nobody answers.</summary>
    public const string DownFault = "copr-down";

    private static readonly string[] Needed = ["ownername", "projectname", "packagename"];

    /// <summary>Adds the routes.</summary>
    public void Map(RouteGroupBuilder routes)
    {
        routes.AddEndpointFilter(async (context, next) => faults.IsActive(DownFault)
            ? Results.Content("<html><body><h1>503 Service Unavailable</h1></body></html>", "text/html", statusCode: 503)
            : await next(context));
        routes.MapGet("/api_3/package", Package);
        routes.MapGet("/api_3/project", Project);
        routes.Map("/{**rest}", () => Error(404, "The requested URL was not found on the server."));
    }

    private IResult Project(HttpRequest request)
    {
        string owner = request.Query["ownername"].ToString();
        string project = request.Query["projectname"].ToString();
        return owner != definition.Owner || project != definition.Project ? Error(404, $"Project {owner}/{project} does not exist.")
            : Results.Json(new { id = StableHash.Number($"{owner}/{project}", 99_999), name = project, ownername = owner, full_name = $"{owner}/{project}" });
    }

    private IResult Package(HttpRequest request)
    {
        if (Needed.FirstOrDefault(name => !request.Query.ContainsKey(name)) is { } missing)
        {
            return Error(400, $"Missing argument {missing}");
        }

        string owner = request.Query["ownername"].ToString();
        string project = request.Query["projectname"].ToString();
        string name = request.Query["packagename"].ToString();
        if (owner != definition.Owner || project != definition.Project)
        {
            return Error(404, $"Project {owner}/{project} does not exist.");
        }

        RepositoryDefinition? repository = service.Repositories.FirstOrDefault(one => one.Package == name);
        return repository is null ? Error(404, $"No package with name {name} in copr {project}") : Results.Json(new
        {
            id = 1_090_000 + StableHash.Number(name, 9_999),
            name,
            projectname = project,
            ownername = owner,
            source_type = "scm",
            source_dict = new { clone_url = $"https://github.com/{repository.Slug ?? repository.Name}", committish = repository.Target, type = "git" },
            auto_rebuild = false,
            builds = new
            {
                latest = Asked(request, "with_latest_build") ? Build(builds.Latest(name)) : null,
                latest_succeeded = Asked(request, "with_latest_succeeded_build") ? Build(builds.Latest(name, succeeded: true)) : null,
            },
        });
    }

    private object? Build(CoprBuild? build) => build is null ? null : new
    {
        id = build.Id,
        state = build.State,
        projectname = definition.Project,
        ownername = definition.Owner,
        repo_url = $"https://download.copr.fedorainfracloud.org/results/{definition.Owner}/{definition.Project}",
        source_package = new
        {
            name = build.Package,
            version = build.Version,
            url = build.Version is null ? null : string.Create(CultureInfo.InvariantCulture, $"https://download.copr.fedorainfracloud.org/results/{definition.Owner}/{definition.Project}/srpm-builds/{build.Id:D8}/{build.Package}-{build.Version}.src.rpm"),
        },
        submitted_on = build.SubmittedOn.ToUnixTimeSeconds(),
        started_on = build.StartedOn?.ToUnixTimeSeconds(),
        ended_on = build.EndedOn?.ToUnixTimeSeconds(),
        submitter = definition.Owner,
        chroots = new[] { "fedora-42-aarch64", "fedora-42-x86_64" },
        project_dirname = definition.Project,
        is_background = false,
    };

    private static bool Asked(HttpRequest request, string name) => request.Query[name].ToString() is "True" or "true" or "1";

    private static IResult Error(int status, string message) => Results.Json(new { error = message }, statusCode: status);
}
