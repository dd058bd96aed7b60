using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Makes notes of a repository's commits.</summary>
internal sealed class RepositoryNotes(RepositoryDefinition repository, Uri webUrl, PullRequestReader pullRequests)
{
    private const int Requests = 4;
    private const string Uninteresting = "pre-commit autoupdate";

    /// <summary>Gives the notes of the commits, in their order, each once.</summary>
    /// <param name="commits">The commits, newest first.</param>
    /// <param name="line">The commits that the branch itself has been at.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<ReleaseNote>> OfAsync(IReadOnlyList<Commit> commits, IReadOnlySet<string> line, CancellationToken cancellationToken)
    {
        // A merge says in its message what it brought. A commit right on the branch (rebase or squash merge) may not,
        // and only the code host knows its pull request.
        List<Commit> candidates = [.. commits.Where(commit =>
            !commit.Message.Contains(Uninteresting, StringComparison.Ordinal)
            && (commit.Parents.Count > 1 ? NoteBlocks.Find(commit.Message).Count > 0 : line.Contains(commit.Sha)))];
        IReadOnlyList<IReadOnlyList<ReleaseNote>> notes = await SideBySide.SelectAsync(
            candidates, (commit, token) => OfAsync(commit, token), cancellationToken, Requests).ConfigureAwait(false);
        return [.. notes.SelectMany(note => note).DistinctBy(note => (note.PullRequest, note.Text))];
    }

    private async Task<IReadOnlyList<ReleaseNote>> OfAsync(Commit commit, CancellationToken cancellationToken)
    {
        if (PullRequestNumber.Of(commit.Subject) is { } number)
        {
            PullRequest? pullRequest = await pullRequests.GetAsync(number, cancellationToken).ConfigureAwait(false);
            return Notes(commit, number, pullRequest);
        }

        if (commit.Parents.Count > 1)
        {
            return Notes(commit, null, null);
        }

        IReadOnlyList<PullRequest> found = await pullRequests.ListAsync(commit.Sha, cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? Notes(commit, null, null) : [.. found.SelectMany(pullRequest => Notes(commit, pullRequest.Number, pullRequest))];
    }

    /// <summary>Takes the text from the pull request, where it may have been improved since, else from the commit.</summary>
    private IReadOnlyList<ReleaseNote> Notes(Commit commit, int? number, PullRequest? pullRequest)
    {
        if (pullRequest?.Title.Contains(Uninteresting, StringComparison.Ordinal) == true)
        {
            return [];
        }

        IReadOnlyList<string> texts = NoteBlocks.Find(NoteBlocks.Any(pullRequest?.Body) ? pullRequest!.Body : commit.Message);
        return [.. texts.Select(text => new ReleaseNote
        {
            Repository = repository.Name,
            PullRequest = number,
            Text = text,
            Url = repository.Slug is null ? null : new Uri($"{webUrl.ToString().TrimEnd('/')}/{repository.Slug}/{(number is null ? $"commit/{commit.Sha}" : $"pull/{number}")}"),
            MergedAt = pullRequest?.MergedAt ?? commit.CommittedAt,
        })];
    }
}
