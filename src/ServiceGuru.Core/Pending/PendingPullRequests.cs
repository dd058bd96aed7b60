using ServiceGuru.Branches;
using ServiceGuru.ReleaseNotes;

namespace ServiceGuru.Pending;

/// <summary>Finds the pull requests behind commits.</summary>
internal sealed class PendingPullRequests(PullRequestReader reader, string? slug, Uri webUrl)
{
    /// <summary>Gives those that a commit of the branch itself brought.</summary>
    public async Task<IReadOnlyList<PendingPullRequest>> OfAsync(Commit commit, CancellationToken cancellationToken)
    {
        if (PullRequestNumber.Of(commit.Subject) is { } number)
        {
            PullRequest? read = await reader.GetAsync(number, cancellationToken).ConfigureAwait(false);
            return [read is null ? Guess(commit, number) : Of(read, commit)];
        }

        // A merge of another branch is nobody's pull request; a rebased commit names none, but the code host knows.
        IReadOnlyList<PullRequest> found = commit.Parents.Count > 1 ? [] : await reader.ListAsync(commit.Sha, cancellationToken).ConfigureAwait(false);
        return [.. found.Select(request => Of(request, commit))];
    }

    private static PendingPullRequest Of(PullRequest request, Commit commit) => new()
    {
        Number = request.Number,
        Title = request.Title,
        Author = request.Author ?? commit.Author,
        Url = request.WebUrl,
    };

    // "Merge pull request #12 from ...", an empty line, the title; or "Title (#12)".
    private PendingPullRequest Guess(Commit commit, int number) => new()
    {
        Number = number,
        Title = commit.Parents.Count > 1 ? commit.Message.Split('\n').Skip(1).Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? commit.Subject : commit.Subject,
        Author = commit.Author,
        Url = slug is null ? null : new Uri($"{webUrl.ToString().TrimEnd('/')}/{slug}/pull/{number}"),
    };
}
