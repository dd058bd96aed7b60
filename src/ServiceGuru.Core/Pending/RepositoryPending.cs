using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.ReleaseNotes;
using ServiceGuru.Services;

namespace ServiceGuru.Pending;

/// <summary>Reads what is pending in one repository. Pull requests are an extra: the commits are known without the code host.</summary>
internal sealed class RepositoryPending(OperationContext context, RepositoryDefinition repository)
{
    private const int Requests = 4;

    /// <summary>Reads it; what can't be read is in the answer.</summary>
    public async Task<(PendingChange Change, Failure? Problem)> ReadAsync(CancellationToken cancellationToken)
    {
        BranchState state = await new BranchInspection(context.Connections.Git).InspectAsync(repository, null, cancellationToken).ConfigureAwait(false);
        PendingChange change = new()
        {
            Repository = repository.Name,
            Branch = repository.Target,
            Status = state.Status,
            From = state.From,
            Commit = state.To,
            Commits = state.Gained,
            Lost = state.Lost,
            Authors = [.. state.Gained.Select(commit => commit.Author).Distinct(StringComparer.Ordinal)],
            Failure = state.Failure ?? (state.Status == BranchStatus.Diverged ? BranchFailures.Diverged(state) : null),
        };
        if (state.Gained.Count == 0)
        {
            return (change, null);
        }

        PullRequestReader reader = new(context.Service.CodeHost is null ? null : context.Connections.CodeHost, repository.Slug);
        IReadOnlySet<string> line = FirstParents.Of(state.Gained, state.To!);
        Uri webUrl = (context.Service.CodeHost ?? new CodeHostDefinition()).WebUrl;
        PendingPullRequests pullRequests = new(reader, repository.Slug, webUrl);
        List<Commit> merges = [.. state.Gained.Where(commit => line.Contains(commit.Sha))];
        IReadOnlyList<IReadOnlyList<PendingPullRequest>> found = await SideBySide.SelectAsync(merges, pullRequests.OfAsync, cancellationToken, Requests).ConfigureAwait(false);
        change = change with
        {
            PullRequests = [.. found.SelectMany(requests => requests).DistinctBy(request => request.Number)],
            Notes = repository.ReleaseNotes ? await new RepositoryNotes(repository, webUrl, reader).OfAsync(state.Gained, line, cancellationToken).ConfigureAwait(false) : [],
        };
        return (change, reader.Problem is null ? null : NoteGatherer.PullRequestsUnread(repository, reader.Problem));
    }
}
