using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Branches;

/// <summary>
/// Records in the monorepo where the target branches really are: read from the remotes at that moment, never from a clone
/// that may be old. What others record meanwhile stays; the commit is made anew on top of theirs.
/// </summary>
internal sealed class MonorepoRecorder(OperationContext context)
{
    // Somebody who pushes as often as we do is a loop that fights another one; then a person must look.
    private const int MostTries = 5;

    /// <summary>Records, unless it is recorded already.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, CancellationToken cancellationToken)
    {
        IReadOnlyList<RecordedLink> links = await CurrentAsync(change, cancellationToken).ConfigureAwait(false);
        IMonorepo monorepo = context.Connections.Monorepo;
        for (int attempt = 1; ; attempt++)
        {
            MonorepoState state = await monorepo.ReadAsync(cancellationToken).ConfigureAwait(false);
            List<RecordedLink> news = [.. links.Where(link => state.Links.GetValueOrDefault(link.Path) != link.Commit)];
            if (news.Count == 0)
            {
                return RecordChanges.Values(state.Head, changed: attempt > 1, links);
            }

            try
            {
                string commit = await monorepo.CommitAsync(
                    state.Head, news.ToDictionary(link => link.Path, link => link.Commit, StringComparer.Ordinal), Message(change, state, news), cancellationToken).ConfigureAwait(false);
                return RecordChanges.Values(commit, changed: true, links);
            }
            catch (GuruException exception) when (exception.Failure.Id == "BranchMovedMeanwhile" && attempt < MostTries)
            {
                context.Progress.Report($"{RecordChanges.Target}: somebody else pushed meanwhile; records on top of that");
            }
        }
    }

    /// <summary>Looks whether it is recorded.</summary>
    public async Task<ProbeOutcome> ProbeAsync(Change change, CancellationToken cancellationToken)
    {
        IReadOnlyList<RecordedLink> links = await CurrentAsync(change, cancellationToken).ConfigureAwait(false);
        MonorepoState state = await context.Connections.Monorepo.ReadAsync(cancellationToken).ConfigureAwait(false);
        return links.All(link => state.Links.GetValueOrDefault(link.Path) == link.Commit) ? ProbeOutcome.Applied : ProbeOutcome.NotApplied;
    }

    private Task<IReadOnlyList<RecordedLink>> CurrentAsync(Change change, CancellationToken cancellationToken) => SideBySide.SelectAsync(
        RecordChanges.Links(change),
        async (link, token) =>
        {
            RepositoryDefinition repository = RepositorySelection.Find(context.Service, link.Repository);
            return link with { Commit = await BranchHead.ReadAsync(repository, repository.Target, context, token).ConfigureAwait(false) };
        },
        cancellationToken);

    private static string Message(Change change, MonorepoState state, IEnumerable<RecordedLink> news) =>
        $"{RecordChanges.Subject(change)}\n\n{string.Join('\n', news.Select(link => $"{link.Path} {CommitLines.Short(state.Links[link.Path])}..{CommitLines.Short(link.Commit)}"))}\n";
}
