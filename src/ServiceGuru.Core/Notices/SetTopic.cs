using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Notices;

/// <summary>Sets the topic of chat channels, so that users know of a deployment. The old topic stays in the run's record.</summary>
public sealed class SetTopic : Operation<SetTopicRequest, TopicReport>
{
    /// <inheritdoc/>
    public override string Id => "notice/topic";

    /// <inheritdoc/>
    public override string Summary => "Sets the topic of the chat channels.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Change;

    /// <inheritdoc/>
    public override void Check(SetTopicRequest request, ServiceDefinition service)
    {
        TopicTexts.Of(request, service);
        ChannelSelection.Select(service, request.Channels);
    }

    /// <inheritdoc/>
    public override async Task<Plan> PlanAsync(SetTopicRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        TopicTexts texts = TopicTexts.Of(request, context.Service);
        IReadOnlyList<ChannelDefinition> channels = ChannelSelection.Select(context.Service, request.Channels);
        IReadOnlyList<(string? Topic, Failure? Failure)> found = await SideBySide.SelectAsync(
            channels, (channel, token) => ReadAsync(context.Connections.Channel(channel), channel.Name, token), cancellationToken).ConfigureAwait(false);

        List<Change> changes = [];
        List<PlanNote> notes = [];
        List<Failure> blockers = [];
        foreach ((ChannelDefinition channel, (string? topic, Failure? failure)) in channels.Zip(found))
        {
            IChatChannel chat = context.Connections.Channel(channel);
            string? text = texts.For(chat);
            if (text is null)
            {
                blockers.Add(texts.TooLong(channel.Name, chat));
            }
            else if (failure is not null)
            {
                blockers.Add(failure);
            }
            else if (TopicEquality.Same(topic, text))
            {
                notes.Add(new PlanNote(channel.Name, "has this topic already", topic));
            }
            else
            {
                changes.Add(TopicChanges.Set(channel.Name, topic!, text, changes.Count + 1));
            }
        }

        // One change at a time and in this order: whether a new topic shows by itself can be seen only once it is set.
        foreach (Change set in changes.ToList())
        {
            ChannelDefinition channel = channels.First(channel => channel.Name == set.Target);
            if (channel.Announce != TopicAnnouncement.Never)
            {
                changes.Add(TopicChanges.Announce(channel, set.To!, context.Connections.Channel(channel).DropsRepeatedMessages, changes.Count + 1));
            }
        }

        return new Plan { Operation = Id, Changes = changes, Notes = notes, Blockers = blockers };
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        change.Kind == TopicChanges.AnnounceKind
            ? Announcements.ApplyAsync(change, context, cancellationToken)
            : TopicWriter.ApplyAsync(change, context, cancellationToken);

    /// <inheritdoc/>
    public override Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        change.Kind == TopicChanges.AnnounceKind
            ? MessageWriter.ProbeAsync(change, context, cancellationToken)
            : TopicWriter.ProbeAsync(change, context, cancellationToken);

    /// <inheritdoc/>
    public override Change? Revert(ChangeResult applied) => applied.Change is { Kind: TopicChanges.SetKind, From: { } from, To: { } to }
        ? TopicChanges.Restore(applied.Change.Target, to, from, applied.Change.Id)
        : null;

    /// <inheritdoc/>
    public override Task<Conclusion> ConcludeAsync(SetTopicRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        TopicTexts texts = TopicTexts.Of(request, context.Service);
        ILookup<bool, ChangeResult> said = changes.ToLookup(result => result.Change.Kind == TopicChanges.AnnounceKind);
        IReadOnlyDictionary<string, ChangeChain> chains = ChangeChain.ByTarget([.. said[false]]);
        List<ChannelTopic> channels = [.. ChannelSelection.Select(context.Service, request.Channels).Select(channel =>
            chains.TryGetValue(channel.Name, out ChangeChain? chain)
                ? Announcements.AddTo(TopicWriter.AsTopic(chain), said[true])
                : Already(channel.Name, texts.For(context.Connections.Channel(channel))))];
        return Task.FromResult(TopicWriter.Conclude(channels, chains));
    }

    /// <inheritdoc/>
    public override TopicReport? Forecast(SetTopicRequest request, Plan plan) => plan.Blockers.Count > 0 ? null : new TopicReport
    {
        Channels =
        [
            .. plan.Changes.Where(change => change.Kind == TopicChanges.SetKind).Select(TopicWriter.Foretold),
            .. plan.Notes.Select(note => Already(note.Target, note.Value)),
        ],
    };

    private static ChannelTopic Already(string channel, string? topic) =>
        new() { Channel = channel, Previous = topic, Topic = topic, Status = TopicStatus.AlreadySet };

    private static async Task<(string? Topic, Failure? Failure)> ReadAsync(IChatChannel channel, string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await channel.GetTopicAsync(cancellationToken).ConfigureAwait(false), null);
        }
        catch (GuruException exception)
        {
            return (null, exception.Failure.On(name));
        }
    }
}
