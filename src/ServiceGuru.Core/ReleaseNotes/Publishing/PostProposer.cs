using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.PullRequests;
using ServiceGuru.Services;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Brings about a post's branch, commit and pull request, each only where it is missing or differs.</summary>
internal sealed class PostProposer(IPullRequestHost host, BlogDefinition blog)
{
    private string Slug => blog.Slug!;

    public async Task<Proposal> ProposeAsync(Change change, CancellationToken cancellationToken)
    {
        string branch = PublishChanges.BranchOf(change);
        string text = PublishChanges.TextOf(change);
        string title = PostAddress.Title(text, change.Target);
        if (await host.GetBranchAsync(Slug, branch, cancellationToken).ConfigureAwait(false) is null)
        {
            string head = await host.GetBranchAsync(Slug, blog.Branch, cancellationToken).ConfigureAwait(false)
                ?? throw new GuruException(NoBranch());
            await host.CreateBranchAsync(Slug, branch, head, cancellationToken).ConfigureAwait(false);
        }

        string? there = await host.GetFileAsync(Slug, change.Target, branch, cancellationToken).ConfigureAwait(false);
        if (there != change.To)
        {
            string message = there is null ? PostAddress.Message(change.Target) : $"Update {change.Target}";
            await host.WriteFileAsync(Slug, change.Target, branch, text, there, message, cancellationToken).ConfigureAwait(false);
        }

        Proposal? open = await OpenOneAsync(branch, cancellationToken).ConfigureAwait(false);
        if (open is null && await host.OpenAsync(Slug, branch, blog.Branch, title, Body(change.Target, null), cancellationToken).ConfigureAwait(false) is { } opened)
        {
            return opened;
        }

        // Somebody was quicker by a moment: theirs is the one.
        open ??= await OpenOneAsync(branch, cancellationToken).ConfigureAwait(false) ?? throw new GuruException(PostFailures.NoPullRequest(branch));
        if (open.Title != title)
        {
            await host.DescribeAsync(Slug, open.Number, title, Body(change.Target, open.Body), cancellationToken).ConfigureAwait(false);
        }

        return open with { Title = title };
    }

    private async Task<Proposal?> OpenOneAsync(string branch, CancellationToken cancellationToken) =>
        await host.FindAsync(Slug, branch, blog.Branch, cancellationToken).ConfigureAwait(false) is { State: ProposalState.Open } open ? open : null;

    // What people wrote stays.
    private static string Body(string place, string? written) => string.IsNullOrWhiteSpace(written)
        ? $"{PostAddress.Message(place)}, gathered from the release notes of the merged pull requests.\n\nPlease check that nothing was left out and that everybody can understand it."
        : written;

    private Failure NoBranch() => new()
    {
        Id = "BranchMissing",
        Kind = FailureKind.Usage,
        Target = Slug,
        Message = $"{Slug} has no branch {blog.Branch}.",
        NextAction = "Correct blog.branch in the service definition.",
    };
}
