using System.Globalization;
using ServiceGuru.Operations;

namespace ServiceGuru.Notices;

/// <summary>The changes of a topic.</summary>
internal static class TopicChanges
{
    public const string SetKind = "set-topic";
    public const string RestoreKind = "restore-topic";

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

    public static string Short(string topic) => topic.Length <= 60 ? topic : $"{topic[..59]}\u2026";
}
