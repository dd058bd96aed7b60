using ServiceGuru.Sandbox.Git;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>Open pull requests, their reviews and checks as GitHub writes them (https://docs.github.com/rest/pulls/pulls, …/pulls/reviews, …/checks/runs).</summary>
/// <param name="links">The addresses.</param>
internal sealed class ProposalShapes(GitHubLinks links)
{
    /// <summary>A pull request; only a single one tells whether it can be merged.</summary>
    public Dictionary<string, object?> Proposal(OpenProposal proposal, bool single, bool? mergeable = null)
    {
        SandboxRepository repository = proposal.Repository;
        string path = $"/pulls/{proposal.Number}";
        string owner = repository.Definition.Slug!.Split('/')[0];
        var shape = new Dictionary<string, object?>
        {
            ["url"] = links.Api(repository, path),
            ["id"] = 2_900_000_000L + proposal.Number,
            ["html_url"] = links.Web(repository, $"/pull/{proposal.Number}"),
            ["number"] = proposal.Number,
            ["state"] = proposal.IsOpen ? "open" : "closed",
            ["locked"] = false,
            ["title"] = proposal.Title,
            ["user"] = links.User(proposal.Author),
            ["body"] = proposal.Body,
            ["labels"] = Array.Empty<object>(),
            ["created_at"] = proposal.CreatedAt.ToGitHub(),
            ["updated_at"] = (proposal.MergedAt ?? proposal.CreatedAt).ToGitHub(),
            ["closed_at"] = proposal.MergedAt?.ToGitHub(),
            ["merged_at"] = proposal.MergedAt?.ToGitHub(),
            ["merge_commit_sha"] = proposal.MergeCommit,
            ["draft"] = false,
            ["head"] = new { label = $"{owner}:{proposal.Branch}", @ref = proposal.Branch, sha = proposal.Head },
            ["base"] = new { label = $"{owner}:{proposal.Target}", @ref = proposal.Target, sha = repository.Head(proposal.Target) },
        };
        if (single)
        {
            shape["merged"] = !proposal.IsOpen;
            shape["mergeable"] = mergeable;
            shape["mergeable_state"] = mergeable switch { true => "clean", false => "dirty", null => "unknown" };
        }

        return shape;
    }

    /// <summary>A review.</summary>
    public object Review(OpenProposal proposal, Person reviewer, string state, DateTimeOffset time) => new
    {
        id = 1_900_000_000L + proposal.Number,
        user = links.User(reviewer),
        body = string.Empty,
        state,
        html_url = links.Web(proposal.Repository, $"/pull/{proposal.Number}#pullrequestreview-{1_900_000_000L + proposal.Number}"),
        submitted_at = time.ToGitHub(),
        commit_id = proposal.Head,
    };

    /// <summary>A check run.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="commit">The full commit.</param>
    /// <param name="started">When it began.</param>
    /// <param name="conclusion">How it ended, or null while it runs.</param>
    public object CheckRun(SandboxRepository repository, string commit, DateTimeOffset started, string? conclusion) => new
    {
        id = 3_900_000_000L + World.StableHash.Number(commit, 90_000_000),
        head_sha = commit,
        name = "build-site",
        status = conclusion is null ? "in_progress" : "completed",
        conclusion,
        html_url = links.Web(repository, $"/runs/{3_900_000_000L + World.StableHash.Number(commit, 90_000_000)}"),
        started_at = started.ToGitHub(),
        completed_at = conclusion is null ? null : started.AddMinutes(2).ToGitHub(),
    };
}
