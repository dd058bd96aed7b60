using System.Text.Json;
using ServiceGuru.Branches;
using ServiceGuru.Connectors.Http;

namespace ServiceGuru.Connectors.GitHub;

/// <summary>Reads pull requests.</summary>
internal static class PullRequestReading
{
    /// <summary>Reads one pull request.</summary>
    public static PullRequest PullRequest(JsonElement pull)
    {
        DateTimeOffset? mergedAt = pull.Time("merged_at");
        return new PullRequest
        {
            Number = (int)(pull.Number("number") ?? throw new UnexpectedShapeException("The pull request has no number.")),
            Title = pull.NeedText("title"),
            Body = pull.TextOrNull("body"),
            Author = pull.Text("user", "login"),
            WebUrl = pull.NeedUri("html_url"),
            MergedAt = mergedAt,

            // Before a merge this names GitHub's test merge, which is no commit of any branch.
            MergeCommit = mergedAt is null ? null : pull.TextOrNull("merge_commit_sha"),
            Labels = [.. pull.Items("labels").Select(label => label.Text("name")).OfType<string>()],
        };
    }
}
