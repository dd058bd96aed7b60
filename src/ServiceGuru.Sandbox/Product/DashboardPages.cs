using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Quay;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Product;

/// <summary>
/// The service's dashboard as its web server delivers it: one page for every path, a script that knows the commit, and
/// 421 for the API, which lives elsewhere (https://github.com/packit/dashboard).
/// </summary>
/// <param name="service">The service.</param>
/// <param name="running">What runs.</param>
/// <param name="faults">The switches; they concern what is not production.</param>
internal sealed class DashboardPages(ServiceDefinition service, RunningService running, IFaultBoard faults)
{
    private const string DownFault = "dashboard-down";

    private readonly string web = (service.CodeHost ?? new CodeHostDefinition()).WebUrl.ToString().TrimEnd('/');
    private readonly string slug = service.Repositories.FirstOrDefault(repository => repository.Name.Contains("dashboard", StringComparison.Ordinal))?.Slug ?? service.Name;

    /// <summary>Adds the routes; the first segment is the environment's name.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Map("/{environment}/api/{**rest}", (string environment) => Answer(environment, _ => Results.Text("Misdirected Request", statusCode: 421)));
        routes.MapGet("/{environment}/assets/{file}", (string environment) => Answer(environment, Script));
        routes.MapGet("/{environment}/{**rest}", (HttpContext context, string environment) => Answer(environment, built => Page(context, environment, built)));
    }

    private IResult Answer(string name, Func<BuiltImage, IResult> answer) =>
        !service.Environments.TryGetValue(name, out EnvironmentDefinition? environment) ? Results.NotFound()
        : !(faults.IsActive(DownFault) && !environment.Production) && running.Dashboard(environment) is { } built ? answer(built)
        : ProductApi.Unavailable();

    private IResult Script(BuiltImage built) => Results.Text(
        $"const u=\"{web}/{slug}/commit/{built.Revision[..7]}\";document.querySelector(\"#root\").innerHTML=`<a href=\"${{u}}\">{built.Revision[..7]}</a>`;\n",
        "application/javascript");

    private IResult Page(HttpContext context, string environment, BuiltImage built)
    {
        string path = context.Request.Path.Value!;
        string root = path[..(path.IndexOf($"/{environment}", StringComparison.Ordinal) + environment.Length + 1)];
        return Results.Text(
            $"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{service.Title ?? service.Name}</title>\n"
            + $"<script type=\"module\" src=\"{root}/assets/index-{built.Revision[..7]}.js\"></script>\n</head>\n<body><div id=\"root\"></div></body>\n</html>\n",
            "text/html");
    }
}
