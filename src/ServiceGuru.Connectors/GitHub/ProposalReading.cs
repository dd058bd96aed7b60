using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.PullRequests;

namespace ServiceGuru.Connectors.GitHub;

/// <summary>Reads pull requests that are still on their way, their reviews and checks.</summary>
internal static class ProposalReading
{
    /// <summary>Reads one pull request, of a list or single.</summary>
    public static Proposal Proposal(JsonElement pull)
    {
        bool merged = pull.Time("merged_at") is not null;
        return new Proposal
        {
            Number = (int)(pull.Number("number") ?? throw new UnexpectedShapeException("The pull request has no number.")),
            Title = pull.NeedText("title"),
            Body = pull.TextOrNull("body"),
            Url = pull.NeedUri("html_url"),
            Author = pull.Text("user", "login"),
            State = merged ? ProposalState.Merged : pull.NeedText("state") == "open" ? ProposalState.Open : ProposalState.Closed,
            Draft = pull.Flag("draft"),
            Branch = pull.NeedText("head", "ref"),
            Head = pull.NeedText("head", "sha"),

            // Only a single pull request has it, and null while GitHub works it out in the background.
            Mergeable = pull.At("mergeable")?.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null },
            MergeCommit = merged ? pull.TextOrNull("merge_commit_sha") : null,
        };
    }

    /// <summary>Gives each reviewer's last verdict; remarks alone change none.</summary>
    /// <param name="reviews">Reviewers and states, in their order.</param>
    public static IReadOnlyList<Review> Verdicts(IEnumerable<(string Reviewer, string State)> reviews) =>
    [
        .. reviews.Where(review => review.State is "APPROVED" or "CHANGES_REQUESTED" or "DISMISSED")
            .GroupBy(review => review.Reviewer, StringComparer.Ordinal)
            .Select(one => new Review(one.Key, one.Last().State switch
            {
                "APPROVED" => ReviewVerdict.Approved,
                "CHANGES_REQUESTED" => ReviewVerdict.ChangesRequested,
                _ => ReviewVerdict.None,
            })),
    ];

    /// <summary>Reads one check run.</summary>
    public static CommitCheck CheckRun(JsonElement run) => new(
        run.NeedText("name"),
        run.Text("status") != "completed" ? CheckState.Pending
            : run.Text("conclusion") is "success" or "neutral" or "skipped" ? CheckState.Passed : CheckState.Failed,
        Page(run.Text("html_url") ?? run.Text("details_url")));

    /// <summary>Reads one commit status, the older kind of check.</summary>
    public static CommitCheck Status(JsonElement status) => new(
        status.NeedText("context"),
        status.Text("state") switch { "success" => CheckState.Passed, "pending" => CheckState.Pending, _ => CheckState.Failed },
        Page(status.Text("target_url")));

    private static Uri? Page(string? address) => Uri.TryCreate(address, UriKind.Absolute, out Uri? page) ? page : null;
}
