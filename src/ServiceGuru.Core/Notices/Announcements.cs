using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Notices;

/// <summary>Tells the readers of a channel of its new topic, where the change of the topic does not do that by itself.</summary>
internal static class Announcements
{
    private const string ByKey = "by";

    public static async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        IChatChannel channel = TopicWriter.Channel(change, context);
        if (!TopicEquality.Same(await channel.GetTopicAsync(cancellationToken).ConfigureAwait(false), change.To))
        {
            throw new GuruException(TopicNotThere(change));
        }

        if (!TopicChanges.IsSaidAlways(change) && await ShowsAsync(channel, change, cancellationToken).ConfigureAwait(false))
        {
            return Values(AnnouncementStatus.ByTopic);
        }

        await MessageWriter.SendAsync(change, context, cancellationToken).ConfigureAwait(false);
        return Values(AnnouncementStatus.ByMessage);
    }

    /// <summary>Adds to a channel's entry how its readers learned of the topic.</summary>
    public static ChannelTopic AddTo(ChannelTopic topic, IEnumerable<ChangeResult> results) =>
        topic.Status != TopicStatus.Set || results.LastOrDefault(result => result.Change.Target == topic.Channel) is not { } last ? topic
        : last.Status switch
        {
            // What a probe found to have happened was a message: the look at the topic changes nothing.
            ChangeStatus.Applied => topic with { Announcement = Enum.Parse<AnnouncementStatus>(last.Values.GetValueOrDefault(ByKey, nameof(AnnouncementStatus.ByMessage))) },
            ChangeStatus.Declined => topic,
            _ => topic with { Announcement = AnnouncementStatus.NotSent, Problem = NotSent(last) },
        };

    private static async Task<bool> ShowsAsync(IChatChannel channel, Change change, CancellationToken cancellationToken)
    {
        try
        {
            return TopicEquality.Same(await channel.GetShownTopicAsync(cancellationToken).ConfigureAwait(false), change.To);
        }
        catch (GuruException blind) when (blind.Failure.Id == "ChatForbidden")
        {
            // The account may write and not read back. Said twice is better than not at all.
            return false;
        }
    }

    private static Dictionary<string, string> Values(AnnouncementStatus status) => new(StringComparer.Ordinal) { [ByKey] = status.ToString() };

    private static Failure TopicNotThere(Change change) => new()
    {
        Id = "TopicNotAnnounced",
        Target = change.Target,
        Message = $"The topic of {change.Target} is another one, so nothing was said about it.",
        NextAction = "See why the topic was not set.",
    };

    private static Failure NotSent(ChangeResult result) => new()
    {
        Id = "TopicNotAnnounced",
        Kind = result.Failure?.Kind ?? FailureKind.Refused,
        Target = result.Change.Target,
        Message = $"The topic of {result.Change.Target} is set, but the message that tells of it was not sent.",
        Cause = result.Failure is null ? null : $"{result.Failure.Message} {result.Failure.Cause}".TrimEnd(),
        NextAction = "Say it by hand, or with 'guru message send' (PowerShell: Send-ChannelMessage).",
    };
}
