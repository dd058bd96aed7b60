using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Git;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>Pull requests (https://docs.github.com/rest/pulls/pulls, https://docs.github.com/rest/commits/commits#list-pull-requests-associated-with-a-commit).</summary>
/// <param name="repositories">The repositories.</param>
/// <param name="shapes">The shapes of pull requests.</param>
/// <param name="commits">The shapes of commits.</param>
/// <param name="board">The pull requests that were opened while the world ran.</param>
/// <param name="proposals">Gives a single one of these.</param>
/// <param name="proposalShapes">Their shapes.</param>
internal sealed class PullRequestApi(
    RepositoryIndex repositories, PullRequestShapes shapes, CommitShapes commits, ProposalBoard board, ProposalApi proposals, ProposalShapes proposalShapes)
{
    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/repos/{owner}/{name}/pulls", List);
        routes.MapGet("/repos/{owner}/{name}/pulls/{number:int}", GetAsync);
        routes.MapGet("/repos/{owner}/{name}/pulls/{number:int}/commits", ListCommits);
        routes.MapGet("/repos/{owner}/{name}/commits/{sha}/pulls", ListOfCommitAsync);
    }

    private IResult List(HttpContext context, string owner, string name)
    {
        if (repositories.Find(owner, name) is not { } repository)
        {
            return GitHubErrors.NotFound();
        }

        IQueryCollection query = context.Request.Query;
        string wanted = query["base"].ToString();
        string head = query["head"].ToString();
        bool open = query["state"].ToString() is "" or "open";
        bool matches = !open && (wanted.Length == 0 || wanted == repository.Definition.Source);
        IEnumerable<PullRequest> found = matches ? repository.PullRequests : [];
        if (head.Length > 0)
        {
            found = found.Where(request => $"{request.Plan.Author.Login}:{request.Plan.Branch}" == head);
        }

        Func<PullRequest, DateTimeOffset> key = query["sort"] == "updated" ? request => request.Plan.MergedAt : request => request.Plan.CreatedAt;
        bool ascending = query["direction"] == "asc";
        List<PullRequest> sorted = [.. ascending ? found.OrderBy(key) : found.OrderByDescending(key)];
        List<object> all =
        [
            .. Proposals(repository, query["state"].ToString(), wanted, head).Select(proposal => proposalShapes.Proposal(proposal, single: false)),
            .. sorted.Select(request => shapes.PullRequest(repository, request, single: false)),
        ];
        return Results.Json(GitHubPaging.Page(context, all));
    }

    private IEnumerable<OpenProposal> Proposals(SandboxRepository repository, string state, string target, string head)
    {
        string owner = repository.Definition.Slug!.Split('/')[0];
        return board.Of(repository)
            .Where(proposal => state == "all" || proposal.IsOpen == (state != "closed"))
            .Where(proposal => target.Length == 0 || proposal.Target == target)
            .Where(proposal => head.Length == 0 || $"{owner}:{proposal.Branch}" == head);
    }

    private async Task<IResult> GetAsync(string owner, string name, int number, CancellationToken cancellationToken) =>
        repositories.Find(owner, name) is { } repository && board.Find(repository, number) is { } proposal ? await proposals.GetAsync(proposal, cancellationToken)
        : Find(owner, name, number) is { } found ? Results.Json(shapes.PullRequest(found.Repository, found.Request, single: true))
        : GitHubErrors.NotFound();

    private IResult ListCommits(HttpContext context, string owner, string name, int number) => Find(owner, name, number) is { } found
        ? Results.Json(GitHubPaging.Page(context, found.Request.Commits).Select(found.Repository.Commits.Find).OfType<SandboxCommit>()
            .Select(commit => commits.Commit(found.Repository, commit)))
        : GitHubErrors.NotFound();

    private async Task<IResult> ListOfCommitAsync(HttpContext context, string owner, string name, string sha, CancellationToken cancellationToken)
    {
        if (repositories.Find(owner, name) is not { } repository)
        {
            return GitHubErrors.NotFound();
        }

        if (await repository.ResolveAsync(sha, cancellationToken) is not { } commit)
        {
            return GitHubErrors.NoCommit(sha);
        }

        List<PullRequest> found = [.. repository.PullRequests.Where(request => request.MergeCommit == commit.Sha || request.Commits.Contains(commit.Sha))];
        return Results.Json(GitHubPaging.Page(context, found).Select(request => shapes.PullRequest(repository, request, single: false)));
    }

    private (SandboxRepository Repository, PullRequest Request)? Find(string owner, string name, int number) =>
        repositories.Find(owner, name) is { } repository
        && repository.PullRequests.FirstOrDefault(request => request.Plan.Number == number) is { } request
            ? (repository, request)
            : null;
}
