using ServiceGuru.Ports;

namespace ServiceGuru.Posts;

/// <summary>What stands on the account, and what waits to appear there.</summary>
internal sealed class PostedStatuses
{
    private readonly IReadOnlyList<PostedStatus> statuses;

    private PostedStatuses(IReadOnlyList<PostedStatus> statuses) => this.statuses = statuses;

    /// <summary>Reads both. Scheduled ones first: one that appears in between is then found twice rather than not at all.</summary>
    public static async Task<PostedStatuses> ReadAsync(IMicroblog microblog, CancellationToken cancellationToken)
    {
        IReadOnlyList<PostedStatus> scheduled = await microblog.ListScheduledAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<PostedStatus> recent = await microblog.ListRecentAsync(cancellationToken).ConfigureAwait(false);
        return new PostedStatuses([.. recent, .. scheduled]);
    }

    /// <summary>Finds a status by its text, the newest; null where there is none.</summary>
    public PostedStatus? Find(string text) => statuses.FirstOrDefault(status => PostTextEquality.Same(status.Text, text));
}
