using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>
/// What others say of a pull request (https://docs.github.com/rest/pulls/reviews, https://docs.github.com/rest/checks/runs,
/// https://docs.github.com/rest/commits/statuses): a colleague approves five minutes after it was opened, and the site's
/// build takes two.
/// </summary>
/// <param name="repositories">The repositories.</param>
/// <param name="board">The pull requests.</param>
/// <param name="shapes">Their shapes.</param>
/// <param name="clock">The clock.</param>
/// <param name="faults">The switches.</param>
internal sealed class ReviewApi(RepositoryIndex repositories, ProposalBoard board, ProposalShapes shapes, SandboxClock clock, IFaultBoard faults)
{
    private const string ChecksFault = "checks-failing";

    private static readonly TimeSpan Build = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Review = TimeSpan.FromMinutes(5);

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/repos/{owner}/{name}/pulls/{number:int}/reviews", ListReviews);
        routes.MapGet("/repos/{owner}/{name}/commits/{sha}/check-runs", ListChecksAsync);
        routes.MapGet("/repos/{owner}/{name}/commits/{sha}/status", GetStatus);
    }

    private IResult ListReviews(string owner, string name, int number) =>
        repositories.Find(owner, name) is not { } repository || board.Find(repository, number) is not { } proposal ? GitHubErrors.NotFound()
        : clock.Now - proposal.CreatedAt < clock.Scale(Review) ? Results.Json(Array.Empty<object>())
        : Results.Json(new[] { shapes.Review(proposal, HistoryMaterial.People[1], "APPROVED", proposal.CreatedAt + clock.Scale(Review)) });

    private async Task<IResult> ListChecksAsync(string owner, string name, string sha, CancellationToken cancellationToken)
    {
        if (repositories.Find(owner, name) is not { } repository)
        {
            return GitHubErrors.NotFound();
        }

        if (await repository.ResolveAsync(sha, cancellationToken) is not { } commit)
        {
            return GitHubErrors.NoCommit(sha);
        }

        if (board.Of(repository).All(proposal => proposal.Head != commit.Sha))
        {
            return Results.Json(new { total_count = 0, check_runs = Array.Empty<object>() });
        }

        bool runs = clock.Now - commit.CommitDate < clock.Scale(Build);
        string? conclusion = runs ? null : faults.IsActive(ChecksFault) ? "failure" : "success";
        return Results.Json(new { total_count = 1, check_runs = new[] { shapes.CheckRun(repository, commit.Sha, commit.CommitDate, conclusion) } });
    }

    private IResult GetStatus(string owner, string name, string sha) => repositories.Find(owner, name) is null
        ? GitHubErrors.NotFound()
        : Results.Json(new { state = "pending", statuses = Array.Empty<object>(), sha, total_count = 0 });
}
