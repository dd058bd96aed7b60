using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.Web;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>Issues (https://docs.github.com/rest/issues/issues) of the service's repositories and of the tracker of its firewall requests.</summary>
/// <param name="service">The service.</param>
/// <param name="book">The issues.</param>
/// <param name="links">The addresses.</param>
internal sealed class IssueApi(ServiceDefinition service, IssueBook book, GitHubLinks links)
{
    private static readonly Person Reporter = new("service-guru", "service-guru");

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/repos/{owner}/{name}/issues", List);
        routes.MapPost("/repos/{owner}/{name}/issues", OpenAsync);
        routes.MapGet("/repos/{owner}/{name}/issues/{number:int}", Get);
        routes.MapPatch("/repos/{owner}/{name}/issues/{number:int}", ChangeAsync);
    }

    private IResult List(HttpContext context, string owner, string name)
    {
        if (Slug(owner, name) is not { } slug)
        {
            return GitHubErrors.NotFound();
        }

        string state = context.Request.Query["state"].ToString();
        string[] labels = context.Request.Query["labels"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        List<SandboxGitHubIssue> found =
        [
            .. book.Of(slug).Where(issue => state == "all" || issue.Open == (state != "closed")).Where(issue => labels.All(issue.Labels.Contains)),
        ];
        return Results.Json(GitHubPaging.Page(context, found).Select(Shape));
    }

    private IResult Get(string owner, string name, int number) =>
        Slug(owner, name) is { } slug && book.Of(slug).FirstOrDefault(issue => issue.Number == number) is { } issue ? Results.Json(Shape(issue)) : GitHubErrors.NotFound();

    private async Task<IResult> OpenAsync(HttpRequest request, string owner, string name, CancellationToken cancellationToken)
    {
        if (Slug(owner, name) is not { } slug)
        {
            return GitHubErrors.NotFound();
        }

        if (await Fields.ReadObjectAsync(request, cancellationToken) is not { } json)
        {
            return GitHubErrors.Error(400, "Problems parsing JSON");
        }

        string? title = json.TryGetProperty("title", out JsonElement given) ? given.GetString() : null;
        if (string.IsNullOrWhiteSpace(title))
        {
            return GitHubErrors.Error(422, "Validation Failed", "/issues/issues#create-an-issue");
        }

        string body = json.TryGetProperty("body", out JsonElement text) ? text.GetString() ?? string.Empty : string.Empty;
        string[] labels = json.TryGetProperty("labels", out JsonElement list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(label => label.GetString()!)] : [];
        SandboxGitHubIssue issue = book.Open(slug, title, body, labels);
        return Results.Json(Shape(issue), statusCode: 201);
    }

    private async Task<IResult> ChangeAsync(HttpRequest request, string owner, string name, int number, CancellationToken cancellationToken)
    {
        if (Slug(owner, name) is not { } slug || book.Of(slug).All(issue => issue.Number != number))
        {
            return GitHubErrors.NotFound();
        }

        JsonElement? json = await Fields.ReadObjectAsync(request, cancellationToken);
        string? state = json is { } given && given.TryGetProperty("state", out JsonElement value) ? value.GetString() : null;
        return state is "open" or "closed" ? Results.Json(Shape(book.SetState(slug, number, state == "open")!)) : GitHubErrors.Error(422, "Validation Failed");
    }

    private string? Slug(string owner, string name)
    {
        string slug = $"{owner}/{name}";
        return service.Repositories.Select(repository => repository.Slug).Append(service.Network?.Firewall?.Tracker).OfType<string>()
            .FirstOrDefault(known => string.Equals(known, slug, StringComparison.OrdinalIgnoreCase));
    }

    private Dictionary<string, object?> Shape(SandboxGitHubIssue issue)
    {
        string api = links.Api(issue.Slug, $"/issues/{issue.Number}");
        long id = 3_100_000_000 + StableHash.Number($"{issue.Slug}#{issue.Number}", 90_000_000);
        return new()
        {
            ["url"] = api,
            ["repository_url"] = links.Api(issue.Slug, string.Empty),
            ["labels_url"] = $"{api}/labels{{/name}}",
            ["comments_url"] = $"{api}/comments",
            ["events_url"] = $"{api}/events",
            ["html_url"] = links.Web(issue.Slug, $"/issues/{issue.Number}"),
            ["id"] = id,
            ["node_id"] = GitHubLinks.NodeId("I", id),
            ["number"] = issue.Number,
            ["title"] = issue.Title,
            ["user"] = links.User(Reporter),
            ["labels"] = issue.Labels.Select(label => new { name = label, color = StableHash.Hex(label, 6), @default = false }),
            ["state"] = issue.Open ? "open" : "closed",
            ["locked"] = false,
            ["assignee"] = null,
            ["assignees"] = Array.Empty<object>(),
            ["milestone"] = null,
            ["comments"] = 0,
            ["created_at"] = issue.CreatedAt.ToGitHub(),
            ["updated_at"] = (issue.ClosedAt ?? issue.CreatedAt).ToGitHub(),
            ["closed_at"] = issue.ClosedAt?.ToGitHub(),
            ["author_association"] = "MEMBER",
            ["active_lock_reason"] = null,
            ["body"] = issue.Body,
            ["state_reason"] = issue.Open ? null : "not_planned",
        };
    }
}
