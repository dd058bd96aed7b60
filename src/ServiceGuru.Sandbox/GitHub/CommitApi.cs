using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Git;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>Commits, comparisons and refs (https://docs.github.com/rest/commits/commits, https://docs.github.com/rest/git/refs).</summary>
/// <param name="repositories">The repositories.</param>
/// <param name="commits">The shapes of commits.</param>
/// <param name="links">The addresses.</param>
/// <param name="tracker">The repository that has issues and nothing else, if any.</param>
internal sealed class CommitApi(RepositoryIndex repositories, CommitShapes commits, GitHubLinks links, string? tracker)
{
    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/repos/{owner}/{name}", GetRepository);
        routes.MapGet("/repos/{owner}/{name}/commits", ListAsync);
        routes.MapGet("/repos/{owner}/{name}/commits/{revision}", GetAsync);
        routes.MapGet("/repos/{owner}/{name}/compare/{**range}", CompareAsync);
        routes.MapGet("/repos/{owner}/{name}/git/ref/heads/{**branch}", GetRef);
        routes.MapGet("/repos/{owner}/{name}/branches/{**branch}", GetBranchAsync);
    }

    private IResult GetRepository(string owner, string name) => repositories.Find(owner, name) is not { } repository
        ? $"{owner}/{name}" == tracker ? Results.Json(Tracker(tracker)) : GitHubErrors.NotFound()
        : Results.Json(new
        {
            id = World.StableHash.Number(repository.Definition.Slug!, int.MaxValue),
            name = repository.Definition.Slug!.Split('/')[^1],
            full_name = repository.Definition.Slug,
            @private = false,
            html_url = links.Web(repository, string.Empty),
            url = links.Api(repository, string.Empty),
            default_branch = repository.Definition.Source,
            archived = false,
            has_issues = true,
            permissions = new { admin = false, push = true, pull = true },
        });

    private static object Tracker(string slug) => new
    {
        id = World.StableHash.Number(slug, int.MaxValue),
        name = slug.Split('/')[^1],
        full_name = slug,
        @private = false,
        default_branch = "main",
        archived = false,
        has_issues = true,
        permissions = new { admin = false, push = true, pull = true },
    };

    private async Task<IResult> ListAsync(HttpContext context, string owner, string name, CancellationToken cancellationToken)
    {
        if (repositories.Find(owner, name) is not { } repository)
        {
            return GitHubErrors.NotFound();
        }

        string revision = context.Request.Query.TryGetValue("sha", out Microsoft.Extensions.Primitives.StringValues asked) ? asked.ToString() : repository.Definition.Source;
        if (await repository.ResolveAsync(revision, cancellationToken) is not { } head)
        {
            return GitHubErrors.NotFound();
        }

        List<SandboxCommit> found =
        [
            .. repository.Commits.Missing(head.Sha, []).Reverse()
                .Where(commit => !Date(context, "since", out DateTimeOffset since) || commit.CommitDate >= since)
                .Where(commit => !Date(context, "until", out DateTimeOffset until) || commit.CommitDate <= until),
        ];
        return Results.Json(GitHubPaging.Page(context, found).Select(commit => commits.Commit(repository, commit)));
    }

    private async Task<IResult> GetAsync(string owner, string name, string revision, CancellationToken cancellationToken)
    {
        if (repositories.Find(owner, name) is not { } repository)
        {
            return GitHubErrors.NotFound();
        }

        SandboxCommit? commit = await repository.ResolveAsync(Uri.UnescapeDataString(revision), cancellationToken);
        return commit is null ? GitHubErrors.NoCommit(revision) : Results.Json(commits.Commit(repository, commit));
    }

    private async Task<IResult> CompareAsync(HttpContext context, string owner, string name, string range, CancellationToken cancellationToken)
    {
        string[] sides = Uri.UnescapeDataString(range).Split("...");
        if (repositories.Find(owner, name) is not { } repository
            || sides.Length != 2
            || await repository.ResolveAsync(sides[0], cancellationToken) is not { } start
            || await repository.ResolveAsync(sides[1], cancellationToken) is not { } head)
        {
            return GitHubErrors.NotFound();
        }

        return Results.Json(commits.Comparison(repository, start, head, all => GitHubPaging.Page(context, all, standard: 250, most: 250)));
    }

    private IResult GetRef(string owner, string name, string branch) =>
        repositories.Find(owner, name) is not { } repository || repository.Head(branch) is not { } head
            ? GitHubErrors.NotFound()
            : Results.Json(new
            {
                @ref = $"refs/heads/{branch}",
                node_id = GitHubLinks.NodeId("REF", World.StableHash.Number(repository.Name + branch, int.MaxValue)),
                url = links.Api(repository, $"/git/refs/heads/{branch}"),
                @object = new { sha = head, type = "commit", url = links.Api(repository, $"/git/commits/{head}") },
            });

    private async Task<IResult> GetBranchAsync(string owner, string name, string branch, CancellationToken cancellationToken)
    {
        if (repositories.Find(owner, name) is not { } repository || repository.Head(branch) is null)
        {
            return GitHubErrors.Error(404, "Branch not found");
        }

        SandboxCommit? head = await repository.ResolveAsync(branch, cancellationToken);
        return head is null
            ? GitHubErrors.Error(404, "Branch not found")
            : Results.Json(new { name = branch, commit = commits.Commit(repository, head), @protected = false });
    }

    private static bool Date(HttpContext context, string name, out DateTimeOffset date) => DateTimeOffset.TryParse(
        context.Request.Query[name], System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out date);
}
