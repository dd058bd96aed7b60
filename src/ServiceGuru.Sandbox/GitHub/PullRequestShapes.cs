using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>Pull requests as GitHub writes them (https://docs.github.com/rest/pulls/pulls).</summary>
/// <param name="links">The addresses.</param>
internal sealed class PullRequestShapes(GitHubLinks links)
{
    /// <summary>A pull request with the fields that lists and single objects share; single ones add a few.</summary>
    public Dictionary<string, object?> PullRequest(SandboxRepository repository, PullRequest request, bool single)
    {
        PlannedPullRequest plan = request.Plan;
        string path = $"/pulls/{plan.Number}";
        string page = links.Web(repository, $"/pull/{plan.Number}");
        long id = 2_600_000_000 + StableHash.Number($"{repository.Name}#{plan.Number}", 90_000_000);
        string owner = repository.Definition.Slug!.Split('/')[0];
        var shape = new Dictionary<string, object?>
        {
            ["url"] = links.Api(repository, path),
            ["id"] = id,
            ["node_id"] = GitHubLinks.NodeId("PR", id),
            ["html_url"] = page,
            ["diff_url"] = page + ".diff",
            ["patch_url"] = page + ".patch",
            ["issue_url"] = links.Api(repository, $"/issues/{plan.Number}"),
            ["commits_url"] = links.Api(repository, $"{path}/commits"),
            ["number"] = plan.Number,
            ["state"] = "closed",
            ["locked"] = false,
            ["title"] = plan.Title,
            ["user"] = links.User(plan.Author),
            ["body"] = plan.Body,
            ["labels"] = plan.Labels.Select(Label),
            ["milestone"] = null,
            ["active_lock_reason"] = null,
            ["created_at"] = plan.CreatedAt.ToGitHub(),
            ["updated_at"] = plan.MergedAt.ToGitHub(),
            ["closed_at"] = plan.MergedAt.ToGitHub(),
            ["merged_at"] = plan.MergedAt.ToGitHub(),
            ["merge_commit_sha"] = request.MergeCommit,
            ["assignee"] = null,
            ["assignees"] = Array.Empty<object>(),
            ["requested_reviewers"] = Array.Empty<object>(),
            ["requested_teams"] = Array.Empty<object>(),
            ["head"] = Side(repository, plan.Author.Login, plan.Branch, Head(repository, request), plan.Author),
            ["base"] = Side(repository, owner, repository.Definition.Source, request.BaseCommit, new Person(owner, owner)),
            ["author_association"] = plan.Author.IsBot ? "CONTRIBUTOR" : "MEMBER",
            ["auto_merge"] = null,
            ["draft"] = false,
        };
        if (single)
        {
            shape["merged"] = true;
            shape["mergeable"] = null;
            shape["rebaseable"] = null;
            shape["mergeable_state"] = "unknown";
            shape["merged_by"] = links.User(plan.MergedBy);
            shape["comments"] = 1;
            shape["review_comments"] = 0;
            shape["maintainer_can_modify"] = false;
            shape["commits"] = request.Commits.Count;
        }

        return shape;
    }

    // A rebased request's own commits stay in the author's fork under other names.
    private static string Head(SandboxRepository repository, PullRequest request) =>
        request.Commits[^1] == request.MergeCommit ? StableHash.Hex($"{repository.Name} head {request.Plan.Number}", 40) : request.Commits[^1];

    private object Side(SandboxRepository repository, string owner, string branch, string sha, Person user) => new
    {
        label = $"{owner}:{branch}",
        @ref = branch,
        sha,
        user = links.User(user),
        repo = new
        {
            name = repository.Definition.Slug!.Split('/')[^1],
            full_name = $"{owner}/{repository.Definition.Slug.Split('/')[^1]}",
            @private = false,
            default_branch = repository.Definition.Source,
        },
    };

    private static object Label(string name) => new
    {
        id = 1_000_000_000L + StableHash.Number(name, 900_000_000),
        name,
        color = StableHash.Hex(name, 6),
        @default = false,
        description = (string?)null,
    };
}
