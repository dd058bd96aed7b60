using System.Globalization;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Notices;

/// <summary>The changes of a topic.</summary>
internal static class TopicChanges
{
    public const string SetKind = "set-topic";
    public const string RestoreKind = "restore-topic";
    public const string AnnounceKind = "announce-topic";
    private const string ModeKey = "announce";

    public static IReadOnlyCollection<string> Kinds { get; } = [SetKind, RestoreKind];

    public static Change Set(string channel, string from, string to, int position) => new()
    {
        Id = position.ToString(CultureInfo.InvariantCulture),
        Kind = SetKind,
        Target = channel,
        From = from,
        To = to,
        Summary = $"{channel}: topic '{Short(from)}' -> '{Short(to)}'",
        Effect = EffectContract.Convergent,
        Undo = $"{channel}: put the topic '{Short(from)}' back, if nobody changed it meanwhile",
    };

    /// <summary>Gives the change that puts a topic back.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="ours">What we had set; anything else is left alone.</param>
    /// <param name="original">What was there before us.</param>
    /// <param name="id">Its place in the plan.</param>
    public static Change Restore(string channel, string ours, string original, string id) => new()
    {
        Id = id,
        Kind = RestoreKind,
        Target = channel,
        From = ours,
        To = original,
        Summary = $"{channel}: put the topic '{Short(original)}' back",
        Effect = EffectContract.Convergent,
    };

    /// <summary>Gives the change that puts a topic back in the place of somebody else's.</summary>
    public static Change Overwrite(string channel, string theirs, string original, string id) => Restore(channel, theirs, original, id) with
    {
        Summary = $"{channel}: put the topic '{Short(original)}' back and lose '{Short(theirs)}', which somebody set meanwhile",
        Destructive = true,
    };

    /// <summary>Gives the change that tells a channel's readers of its new topic.</summary>
    public static Change Announce(ChannelDefinition channel, string topic, bool keyed, int position) => new()
    {
        Id = position.ToString(CultureInfo.InvariantCulture),
        Kind = AnnounceKind,
        Target = channel.Name,
        To = topic,
        Summary = channel.Announce == TopicAnnouncement.Always
            ? $"{channel.Name}: say '{Short(topic)}'"
            : $"{channel.Name}: say '{Short(topic)}', only if the change of the topic does not show in the channel",
        Effect = keyed ? EffectContract.Keyed : EffectContract.Convergent,
        Details = new Dictionary<string, string>(StringComparer.Ordinal) { [ModeKey] = channel.Announce.ToString() },
    };

    /// <summary>Tells whether a message is sent even where the topic shows by itself.</summary>
    public static bool IsSaidAlways(Change change) => change.Details.GetValueOrDefault(ModeKey) == nameof(TopicAnnouncement.Always);

    public static string Short(string topic) => topic.Length <= 60 ? topic : $"{topic[..59]}\u2026";
}
