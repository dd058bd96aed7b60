using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.PullRequests;
using ServiceGuru.Services;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Whether a pull request may be merged.</summary>
/// <param name="Refusal">Why not, where waiting alone does not help; else null.</param>
/// <param name="Pending">What is still under way, or null.</param>
internal sealed record MergeReadiness(Failure? Refusal, string? Pending)
{
    public static async Task<MergeReadiness> OfAsync(Proposal proposal, BlogDefinition blog, IPullRequestHost host, CancellationToken cancellationToken)
    {
        if (proposal.State == ProposalState.Closed || proposal.Draft)
        {
            return new MergeReadiness(PostFailures.NotOpen(proposal), null);
        }

        if (proposal.Mergeable == false)
        {
            return new MergeReadiness(PostFailures.NotMergeable(proposal), null);
        }

        IReadOnlyList<CommitCheck> checks = await host.ListChecksAsync(blog.Slug!, proposal.Head, cancellationToken).ConfigureAwait(false);
        List<CommitCheck> failed = [.. checks.Where(check => check.State == CheckState.Failed)];
        if (failed.Count > 0)
        {
            return new MergeReadiness(PostFailures.ChecksFailed(proposal, failed), null);
        }

        if (await ReviewAsync(proposal, blog, host, cancellationToken).ConfigureAwait(false) is { } refused)
        {
            return new MergeReadiness(refused, null);
        }

        List<string> pending = [.. checks.Where(check => check.State == CheckState.Pending).Select(check => check.Name)];
        return new MergeReadiness(
            null,
            pending.Count > 0 ? string.Join(", ", pending) : proposal.Mergeable is null ? "the code host's look for conflicts" : null);
    }

    // The author's own word counts for nothing; a wish for changes counts also where no approval is asked for.
    private static async Task<Failure?> ReviewAsync(Proposal proposal, BlogDefinition blog, IPullRequestHost host, CancellationToken cancellationToken)
    {
        IReadOnlyList<Review> all = await host.ListReviewsAsync(blog.Slug!, proposal.Number, cancellationToken).ConfigureAwait(false);
        List<Review> reviews = [.. all.Where(review => review.Reviewer != proposal.Author)];
        bool wanted = reviews.Any(review => review.Verdict == ReviewVerdict.ChangesRequested);
        return wanted || reviews.Count(review => review.Verdict == ReviewVerdict.Approved) < blog.Approvals
            ? PostFailures.NotApproved(proposal, blog.Approvals, reviews)
            : null;
    }
}
