using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.Web;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>Pull requests, opened, described and merged (https://docs.github.com/rest/pulls/pulls).</summary>
/// <param name="repositories">The repositories.</param>
/// <param name="board">The pull requests.</param>
/// <param name="shapes">Their shapes.</param>
/// <param name="conflicts">What colleagues do to the same files.</param>
/// <param name="clock">The clock.</param>
/// <param name="faults">The switches.</param>
/// <param name="effects">The effects.</param>
internal sealed class ProposalApi(
    RepositoryIndex repositories, ProposalBoard board, ProposalShapes shapes, ColleaguePosts conflicts, SandboxClock clock, IFaultBoard faults, IEffectLog effects)
{
    private const string ExistsFault = "pull-request-exists";

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/repos/{owner}/{name}/pulls", OpenAsync);
        routes.MapPatch("/repos/{owner}/{name}/pulls/{number:int}", DescribeAsync);
        routes.MapPut("/repos/{owner}/{name}/pulls/{number:int}/merge", MergeAsync);
    }

    /// <summary>A single pull request; the first to ask after a push learns nothing of conflicts, as in life.</summary>
    public async Task<IResult> GetAsync(OpenProposal proposal, CancellationToken cancellationToken)
    {
        await conflicts.SettleAsync(proposal, cancellationToken);
        bool looked = proposal.LookedAt == proposal.Head;
        proposal.LookedAt = proposal.Head;
        bool? mergeable = proposal.IsOpen && looked
            ? await new BranchFiles(proposal.Repository, clock).IsMergeableAsync(proposal.Target, proposal.Head, cancellationToken)
            : null;
        return Results.Json(shapes.Proposal(proposal, single: true, mergeable));
    }

    private async Task<IResult> OpenAsync(HttpRequest request, string owner, string name, CancellationToken cancellationToken)
    {
        JsonElement? body = await Fields.ReadObjectAsync(request, cancellationToken);
        if (repositories.Find(owner, name) is not { } repository)
        {
            return GitHubErrors.NotFound();
        }

        string branch = (Text(body, "head") ?? string.Empty).Split(':')[^1];
        string target = Text(body, "base") ?? string.Empty;
        if (Text(body, "title") is not { Length: > 0 } title || repository.Head(branch) is not { } head || repository.Head(target) is not { } tip)
        {
            return Invalid("head", "invalid");
        }

        if (repository.Commits.Ancestors(tip).Contains(head))
        {
            return Invalid($"No commits between {target} and {branch}");
        }

        if (faults.IsActive(ExistsFault))
        {
            board.Open(repository, HistoryMaterial.People[0], branch, target, "Post of the week", "I have begun with it.");
        }

        if (board.Open(repository, ContentsApi.TokenOwner, branch, target, title, Text(body, "body")) is not { } opened)
        {
            return Invalid($"A pull request already exists for {owner}:{branch}.");
        }

        effects.Record("github", "open-pull-request", $"{repository.Definition.Slug} {branch}", title);
        await conflicts.SettleAsync(opened, cancellationToken);
        return Results.Json(shapes.Proposal(opened, single: true), statusCode: 201);
    }

    private async Task<IResult> DescribeAsync(HttpRequest request, string owner, string name, int number, CancellationToken cancellationToken)
    {
        JsonElement? body = await Fields.ReadObjectAsync(request, cancellationToken);
        if (repositories.Find(owner, name) is not { } repository || board.Find(repository, number) is not { } proposal)
        {
            return GitHubErrors.NotFound();
        }

        proposal.Title = Text(body, "title") ?? proposal.Title;
        proposal.Body = Text(body, "body") ?? proposal.Body;
        effects.Record("github", "describe-pull-request", $"{repository.Definition.Slug}#{number}", proposal.Title);
        return Results.Json(shapes.Proposal(proposal, single: true));
    }

    private async Task<IResult> MergeAsync(HttpRequest request, string owner, string name, int number, CancellationToken cancellationToken)
    {
        JsonElement? body = await Fields.ReadObjectAsync(request, cancellationToken);
        if (repositories.Find(owner, name) is not { } repository || board.Find(repository, number) is not { } proposal)
        {
            return GitHubErrors.NotFound();
        }

        await conflicts.SettleAsync(proposal, cancellationToken);
        await board.Turn.WaitAsync(cancellationToken);
        try
        {
            var files = new BranchFiles(repository, clock);
            if (!proposal.IsOpen || !await files.IsMergeableAsync(proposal.Target, proposal.Head, cancellationToken))
            {
                return GitHubErrors.Error(405, "Pull Request is not mergeable", "/pulls/pulls#merge-a-pull-request");
            }

            if (Text(body, "sha") is { } expected && expected != proposal.Head)
            {
                return GitHubErrors.Error(409, "Head branch was modified. Review and try the merge again.", "/pulls/pulls#merge-a-pull-request");
            }

            bool asMerge = Text(body, "merge_method") is null or "merge";
            string head = proposal.Head;
            string message = asMerge ? $"Merge pull request #{number} from {owner}/{proposal.Branch}\n\n{proposal.Title}\n" : $"{proposal.Title} (#{number})\n";
            string merged = await files.MergeAsync(proposal.Target, head, asMerge, message, ContentsApi.TokenOwner, CancellationToken.None);
            proposal.MergedHead = head;
            proposal.MergeCommit = merged;
            proposal.MergedAt = clock.Now;
            effects.Record("github", "merge-pull-request", $"{repository.Definition.Slug}#{number}", merged);
            return Results.Json(new { sha = merged, merged = true, message = "Pull Request successfully merged" });
        }
        finally
        {
            board.Turn.Release();
        }
    }

    private static IResult Invalid(string message) => Results.Json(
        new { message = "Validation Failed", errors = new[] { new { resource = "PullRequest", code = "custom", message } }, documentation_url = "https://docs.github.com/rest/pulls/pulls#create-a-pull-request", status = "422" },
        statusCode: 422);

    private static IResult Invalid(string field, string code) => Results.Json(
        new { message = "Validation Failed", errors = new[] { new { resource = "PullRequest", field, code } }, documentation_url = "https://docs.github.com/rest/pulls/pulls#create-a-pull-request", status = "422" },
        statusCode: 422);

    private static string? Text(JsonElement? body, string name) =>
        body is { } json && json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
