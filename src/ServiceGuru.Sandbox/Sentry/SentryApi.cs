using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Web;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Sentry;

/// <summary>
/// Sentry's issues (https://docs.sentry.io/api/events/list-an-organizations-issues/, list-a-projects-issues,
/// retrieve-an-issue), with cursors as in https://docs.sentry.io/api/pagination/.
/// </summary>
/// <param name="tracker">The tracker's definition.</param>
/// <param name="board">The issues.</param>
/// <param name="tokens">The credentials.</param>
/// <param name="clock">The clock.</param>
/// <param name="faults">The switches.</param>
internal sealed class SentryApi(ErrorTrackerDefinition tracker, IssueBoard board, SandboxTokens tokens, SandboxClock clock, IFaultBoard faults)
{
    private const string DownFault = "sentry-down";
    private const string ScopeFault = "sentry-token-without-scope";

    private readonly SentryShapes shapes = new(tracker);

    /// <summary>Adds the routes.</summary>
    public void Map(RouteGroupBuilder routes)
    {
        routes.AddEndpointFilter(AdmitAsync);
        routes.MapGet("/api/0/organizations/{organization}/issues/", ListOfOrganization);
        routes.MapGet("/api/0/organizations/{organization}/issues/{id:long}/", (string organization, long id) => Get(organization, id));
        routes.MapGet("/api/0/issues/{id:long}/", (long id) => Get(tracker.Organization, id));
        routes.MapGet("/api/0/organizations/{organization}/projects/", (string organization) => organization == tracker.Organization ? Results.Json(new[] { shapes.Project() }) : NotFound());
        routes.MapGet("/api/0/projects/{organization}/{project}/", (string organization, string project) => IsProject(organization, project) ? Results.Json(shapes.Project()) : NotFound());
        routes.MapGet("/api/0/projects/{organization}/{project}/issues/", ListOfProject);
        routes.MapGet("/{**rest}", NotFound);
    }

    private static IResult Error(int status, string detail) => Results.Json(new { detail }, statusCode: status);

    private static IResult NotFound() => Error(404, "The requested resource does not exist");

    private async ValueTask<object?> AdmitAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (faults.IsActive(DownFault))
        {
            return Error(503, "Sentry is temporarily unavailable.");
        }

        string? token = BearerToken.Read(context.HttpContext.Request, "Bearer");
        return token is null ? Error(401, "Authentication credentials were not provided.")
            : !tokens.Matches("sentry", token) ? Error(401, "Invalid token")
            : faults.IsActive(ScopeFault) ? Error(403, "You do not have permission to perform this action.")
            : await next(context);
    }

    private bool IsProject(string organization, string project) =>
        organization == tracker.Organization && (project == tracker.Project || project == shapes.ProjectId);

    private IResult ListOfOrganization(HttpContext context, string organization)
    {
        IQueryCollection query = context.Request.Query;
        if (organization != tracker.Organization)
        {
            return NotFound();
        }

        if (!query["project"].All(project => project is "-1" || IsProject(organization, project!)))
        {
            return Error(400, "Invalid project parameter. Values must be valid project slugs or ids.");
        }

        return SentryPeriod.Read(query, clock.Now) is { } period
            ? List(context, period.Covers, period)
            : Error(400, "Invalid time range: give statsPeriod, or start and end.");
    }

    private IResult ListOfProject(HttpContext context, string organization, string project)
    {
        if (!IsProject(organization, project))
        {
            return NotFound();
        }

        return context.Request.Query["statsPeriod"].ToString() is "" or "24h" or "14d"
            ? List(context, _ => true, null)
            : Error(400, "Invalid stats_period. Valid choices are '', '24h', and '14d'");
    }

    private IResult List(HttpContext context, Predicate<SentryIssue> covers, SentryPeriod? period)
    {
        IQueryCollection query = context.Request.Query;
        string search = query.TryGetValue("query", out Microsoft.Extensions.Primitives.StringValues asked) ? asked.ToString() : "is:unresolved";
        List<string?> environments = [.. query["environment"].Where(name => !string.IsNullOrEmpty(name))];
        List<SentryIssue> found;
        try
        {
            var parsed = IssueQuery.Parse(search, tracker.Project, clock.Now);
            found =
            [
                .. Sort(board.Issues, query["sort"].ToString())
                    .Where(issue => covers(issue) && parsed.Matches(issue))
                    .Where(issue => environments.Count == 0 || issue.Environments.Any(environments.Contains)),
            ];
        }
        catch (FormatException wrong)
        {
            return Error(400, "Error parsing search query: " + wrong.Message);
        }

        int limit = Math.Clamp(PageRequest.Integer(context.Request, "limit", 100), 1, 100);
        context.Response.Headers["X-Hits"] = found.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Results.Json(SentryCursor.Page(context, found, limit).Select(issue => shapes.Issue(issue, period)));
    }

    private IResult Get(string organization, long id) =>
        organization == tracker.Organization && board.Issues.FirstOrDefault(issue => issue.Id == id) is { } found
            ? Results.Json(shapes.Issue(found))
            : NotFound();

    private static IEnumerable<SentryIssue> Sort(IEnumerable<SentryIssue> issues, string order) => order switch
    {
        "new" => issues.OrderByDescending(issue => issue.FirstSeen),
        "freq" => issues.OrderByDescending(issue => issue.Count),
        "user" => issues.OrderByDescending(issue => issue.Users),
        _ => issues.OrderByDescending(issue => issue.LastSeen),
    };
}
