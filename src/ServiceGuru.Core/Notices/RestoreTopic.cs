using System.Globalization;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Notices;

/// <summary>Puts back exactly the topic that was there before <see cref="SetTopic"/>, also before one of an earlier run that broke off.</summary>
public sealed class RestoreTopic : Operation<RestoreTopicRequest, TopicReport>
{
    /// <inheritdoc/>
    public override string Id => "notice/restore-topic";

    /// <inheritdoc/>
    public override string Summary => "Puts the chat channels' old topics back.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Change;

    /// <inheritdoc/>
    public override bool PutsBack => true;

    /// <inheritdoc/>
    public override bool FollowsEarlierSteps => true;

    /// <inheritdoc/>
    public override int Concurrency => SideBySide.DefaultDegree;

    /// <inheritdoc/>
    public override void Check(RestoreTopicRequest request, ServiceDefinition service) => ChannelSelection.Select(service, request.Channels);

    /// <inheritdoc/>
    public override async Task<Plan> PlanAsync(RestoreTopicRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        List<Change> changes = [];
        List<PlanNote> notes = [];
        IReadOnlyList<ChannelDefinition> channels = ChannelSelection.Select(context.Service, request.Channels);
        IReadOnlyList<Finding> findings = await SideBySide.SelectAsync(
            channels, (channel, token) => FindAsync(channel, context, token), cancellationToken).ConfigureAwait(false);
        foreach ((ChannelDefinition channel, Finding finding) in channels.Zip(findings))
        {
            string id = (changes.Count + 1).ToString(CultureInfo.InvariantCulture);
            if (finding.Recorded is not { } recorded)
            {
                notes.Add(new PlanNote(channel.Name, "nothing to restore now: no topic of ours is on record"));
            }
            else if (finding.Failure is { } failure)
            {
                // Tried all the same: one chat that is down must not leave a stale topic in the others.
                changes.Add(TopicChanges.Restore(channel.Name, recorded.Ours, recorded.Original, id));
                notes.Add(new PlanNote(channel.Name, $"can't be read now, and is tried all the same: {failure.Message} {failure.Cause}".TrimEnd()));
            }
            else if (TopicEquality.Same(finding.Current, recorded.Original))
            {
                notes.Add(new PlanNote(channel.Name, "nothing to restore: the old topic is there", finding.Current));
            }
            else if (TopicEquality.Same(finding.Current, recorded.Ours))
            {
                changes.Add(TopicChanges.Restore(channel.Name, recorded.Ours, recorded.Original, id));
            }
            else if (request.Overwrite)
            {
                changes.Add(TopicChanges.Overwrite(channel.Name, finding.Current!, recorded.Original, id));
            }
            else
            {
                changes.Add(TopicChanges.Restore(channel.Name, recorded.Ours, recorded.Original, id));
                notes.Add(new PlanNote(channel.Name, $"somebody changed the topic meanwhile to '{TopicChanges.Short(finding.Current!)}'; it will be left alone", finding.Current));
            }
        }

        return new Plan { Operation = Id, Changes = changes, Notes = notes };
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        TopicWriter.ApplyAsync(change, context, cancellationToken);

    /// <inheritdoc/>
    public override Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        TopicWriter.ProbeAsync(change, context, cancellationToken);

    /// <inheritdoc/>
    public override Task<Conclusion> ConcludeAsync(RestoreTopicRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, ChangeChain> chains = ChangeChain.ByTarget(changes);
        List<ChannelTopic> channels = [.. ChannelSelection.Select(context.Service, request.Channels).Select(channel =>
            chains.TryGetValue(channel.Name, out ChangeChain? chain)
                ? TopicWriter.AsTopic(chain)
                : Nothing(channel.Name, null))];
        return Task.FromResult(TopicWriter.Conclude(channels, chains));
    }

    /// <inheritdoc/>
    public override TopicReport? Forecast(RestoreTopicRequest request, Plan plan) => new TopicReport
    {
        Channels =
        [
            .. plan.Changes.Select(TopicWriter.Foretold),
            .. plan.Notes.Where(note => plan.Changes.All(change => change.Target != note.Target)).Select(note => Nothing(note.Target, note.Value)),
        ],
    };

    private static ChannelTopic Nothing(string channel, string? topic) =>
        new() { Channel = channel, Previous = topic, Topic = topic, Status = TopicStatus.NothingToRestore };

    private static async Task<Finding> FindAsync(ChannelDefinition channel, OperationContext context, CancellationToken cancellationToken)
    {
        IAsyncEnumerable<Change> history = context.History.AppliedChangesAsync(context.Service.Name, TopicChanges.Kinds, channel.Name, cancellationToken);
        OriginalTopic? recorded = await OriginalTopic.FindAsync(history, cancellationToken).ConfigureAwait(false);
        if (recorded is null)
        {
            return new Finding(null, null, null);
        }

        try
        {
            return new Finding(recorded, await context.Connections.Channel(channel).GetTopicAsync(cancellationToken).ConfigureAwait(false), null);
        }
        catch (GuruException exception)
        {
            return new Finding(recorded, null, exception.Failure.On(channel.Name));
        }
    }

    private sealed record Finding(OriginalTopic? Recorded, string? Current, Failure? Failure);
}
