using ServiceGuru.Operations;
using ServiceGuru.PullRequests;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Why a post can't be used.</summary>
internal static class PostFailures
{
    private const int ShownFindings = 10;

    public static Failure Missing(string path) => new()
    {
        Id = "PostMissing",
        Kind = FailureKind.Usage,
        Target = path,
        Message = $"There is no post in {path}.",
        NextAction = "Give the file that 'guru notes blog-post' (PowerShell: New-ReleaseBlogPost) wrote.",
    };

    public static Failure HasErrors(string path, IReadOnlyList<LintFinding> findings)
    {
        List<LintFinding> errors = [.. findings.Where(finding => finding.Severity == LintSeverity.Error)];
        return new Failure
        {
            Id = "PostHasErrors",
            Kind = FailureKind.Refused,
            Target = path,
            Message = $"{Path.GetFileName(path)} has {errors.Count} thing(s) that must be mended before it is published.",
            Evidence = [.. errors.Take(ShownFindings).Select(finding => finding.ToString())],
            NextAction = "Mend the lines in the file, then run it again; 'guru notes lint' checks it.",
        };
    }

    public static Failure NoBlog(string service) => new()
    {
        Id = "BlogMissing",
        Kind = FailureKind.Usage,
        Target = service,
        Message = $"The definition of {service} does not say in which repository the blog is.",
        NextAction = "Add blog.slug (owner/name) and codeHost to the service definition.",
    };

    public static Failure NotMergeable(Proposal proposal) => new()
    {
        Id = "PostNotMergeable",
        Target = $"#{proposal.Number}",
        Message = $"Pull request #{proposal.Number} has conflicts with the branch that it would be merged into.",
        Evidence = [proposal.Url.ToString()],
        NextAction = "Somebody changed the same file: solve the conflict in the pull request, then run it again.",
    };

    public static Failure ChecksFailed(Proposal proposal, IReadOnlyList<CommitCheck> failed) => new()
    {
        Id = "ChecksFailing",
        Target = $"#{proposal.Number}",
        Message = $"Pull request #{proposal.Number} is not merged: {failed.Count} of its checks failed: {string.Join(", ", failed.Select(check => check.Name))}.",
        Evidence = [proposal.Url.ToString(), .. failed.Select(check => $"{check.Name}: {check.Url?.ToString() ?? "failed"}")],
        NextAction = "Look at the check's page and mend the post ('guru notes lint' finds what breaks the site); publish it again, then merge.",
    };

    public static Failure NotApproved(Proposal proposal, int need, IReadOnlyList<Review> reviews) => new()
    {
        Id = reviews.Any(review => review.Verdict == ReviewVerdict.ChangesRequested) ? "ChangesRequested" : "ReviewMissing",
        Target = $"#{proposal.Number}",
        Message = reviews.FirstOrDefault(review => review.Verdict == ReviewVerdict.ChangesRequested) is { } wants
            ? $"Pull request #{proposal.Number} is not merged: {wants.Reviewer} wants changes."
            : $"Pull request #{proposal.Number} is not merged: {reviews.Count(review => review.Verdict == ReviewVerdict.Approved)} of {need} approvals are there.",
        Evidence = [proposal.Url.ToString()],
        NextAction = "Ask somebody of the team to look at it, then run it again.",
    };

    public static Failure NotOpen(Proposal proposal) => new()
    {
        Id = "PullRequestClosed",
        Target = $"#{proposal.Number}",
        Message = $"Pull request #{proposal.Number} {(proposal.Draft ? "is a draft" : "was closed and not merged")}.",
        Evidence = [proposal.Url.ToString()],
        NextAction = proposal.Draft ? "Mark it as ready for review, then run it again." : "Find out who closed it and why; reopen it, or publish the post anew.",
    };

    public static Failure NoPullRequest(string what) => new()
    {
        Id = "PullRequestMissing",
        Kind = FailureKind.Usage,
        Target = what,
        Message = $"There is no pull request of {what}.",
        NextAction = "Publish the post first: 'guru notes publish' (PowerShell: Publish-ReleaseBlogPost).",
    };
}
