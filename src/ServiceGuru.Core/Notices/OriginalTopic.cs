using ServiceGuru.Operations;

namespace ServiceGuru.Notices;

/// <summary>What was set last in a channel, and what was there before.</summary>
/// <param name="Ours">The topic that we set last.</param>
/// <param name="Original">The topic before the first of our topics in a row.</param>
internal sealed record OriginalTopic(string Ours, string Original)
{
    /// <summary>
    /// Walks back through the recorded changes. A topic that was set twice in a row has its original before the first
    /// of them; one that was put back already has none. A topic of ours that was taken back after another one was set on
    /// top of it is as if it had never been set: nobody else has ever seen it as theirs.
    /// </summary>
    /// <param name="history">The applied changes, newest first.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The topics, or null where there is nothing to put back.</returns>
    public static async Task<OriginalTopic?> FindAsync(IAsyncEnumerable<Change> history, CancellationToken cancellationToken)
    {
        OriginalTopic? found = null;
        Change? taken = null;
        await foreach (Change change in history.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (found is not null && taken is { From: { } gone, To: { } before })
            {
                if (change.Kind != TopicChanges.SetKind || change.From != before || change.To != gone)
                {
                    break;
                }

                taken = null;
                found = found with { Original = before };
                continue;
            }

            if (found is not null && change is { Kind: TopicChanges.RestoreKind, From: { } undone } && TopicEquality.Same(undone, found.Original))
            {
                taken = change;
                continue;
            }

            if (change is not { Kind: TopicChanges.SetKind, From: { } from, To: { } to })
            {
                break;
            }

            if (found is not null && !TopicEquality.Same(to, found.Original))
            {
                break;
            }

            found = new OriginalTopic(found?.Ours ?? to, from);
        }

        return found;
    }
}
