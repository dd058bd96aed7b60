using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Notices;

/// <summary>Applies and probes changes of a topic: looks first, and overwrites only what the plan saw.</summary>
internal static class TopicWriter
{
    private const string TopicKey = "topic";

    public static async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        IChatChannel channel = Channel(change, context);
        string current = await channel.GetTopicAsync(cancellationToken).ConfigureAwait(false);
        if (TopicEquality.Same(current, change.To))
        {
            return Values(current);
        }

        if (!TopicEquality.Same(current, change.From))
        {
            throw new GuruException(ChangedMeanwhile(change, current));
        }

        await channel.SetTopicAsync(change.To!, cancellationToken).ConfigureAwait(false);
        return Values(change.To!);
    }

    public static async Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        string current = await Channel(change, context).GetTopicAsync(cancellationToken).ConfigureAwait(false);
        return TopicEquality.Same(current, change.To) ? ProbeOutcome.Applied
            : TopicEquality.Same(current, change.From) ? ProbeOutcome.NotApplied
            : ProbeOutcome.Unknown;
    }

    /// <summary>Gives the channels' entries, and the failure if a change did not succeed.</summary>
    public static Conclusion Conclude(IReadOnlyList<ChannelTopic> channels, IReadOnlyDictionary<string, ChangeChain> chains)
    {
        List<Failure> failures = [.. chains.Values.Select(chain => chain.Failure).OfType<Failure>()];
        string names = string.Join(", ", failures.Select(failure => failure.Target));
        return new Conclusion(
            new TopicReport { Channels = channels },
            FailureSummary.Of(failures, "TopicsNotChanged", $"The topic of {failures.Count} of {channels.Count} channels was not changed: {names}."));
    }

    /// <summary>Gives the entry of a channel.</summary>
    public static ChannelTopic AsTopic(ChangeChain chain) => new()
    {
        Channel = chain.First.Target,
        Previous = chain.First.From,
        Topic = chain.Now,
        Status = chain.Last.Status switch
        {
            ChangeStatus.Applied => chain.Last.Change.Kind == TopicChanges.RestoreKind ? TopicStatus.Restored : TopicStatus.Set,
            ChangeStatus.Declined => TopicStatus.Declined,
            ChangeStatus.Unknown or ChangeStatus.Started => TopicStatus.Unknown,
            _ => TopicStatus.Failed,
        },
    };

    /// <summary>Gives the entry of a planned change if it is applied.</summary>
    public static ChannelTopic Foretold(Change change) => AsTopic(new ChangeChain([new ChangeResult { Change = change, Status = ChangeStatus.Applied }]));

    public static IChatChannel Channel(Change change, OperationContext context) =>
        context.Connections.Channel(ChannelSelection.Find(context.Service, change.Target));

    private static Dictionary<string, string> Values(string topic) => new(StringComparer.Ordinal) { [TopicKey] = topic };

    private static Failure ChangedMeanwhile(Change change, string current) => new()
    {
        Id = "TopicChangedMeanwhile",
        Kind = FailureKind.Refused,
        Target = change.Target,
        Message = $"Somebody changed the topic of {change.Target} meanwhile, so it was left alone.",
        Evidence = [$"expected: {change.From}", $"found: {current}", $"would have been set: {change.To}"],
        NextAction = change.Kind == TopicChanges.RestoreKind
            ? "If the old topic is still wanted, restore with --overwrite (PowerShell: -Overwrite); it is given above."
            : "Plan again: the topic found is then kept as the one to put back.",
    };
}
