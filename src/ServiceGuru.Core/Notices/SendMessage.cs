using System.Globalization;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Notices;

/// <summary>Sends a message to chat channels, once: a repetition after a crash carries the same key.</summary>
public sealed class SendMessage : Operation<SendMessageRequest, MessageReport>
{
    private const string SendKind = "send-message";
    private const string IdKey = "id";

    /// <inheritdoc/>
    public override string Id => "notice/message";

    /// <inheritdoc/>
    public override string Summary => "Sends a message to the chat channels.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Change;

    /// <inheritdoc/>
    public override int Concurrency => SideBySide.DefaultDegree;

    /// <inheritdoc/>
    public override void Check(SendMessageRequest request, ServiceDefinition service)
    {
        Text(request, service);
        ChannelSelection.Select(service, request.Channels);
    }

    /// <inheritdoc/>
    public override async Task<Plan> PlanAsync(SendMessageRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        string text = Text(request, context.Service);
        IReadOnlyList<ChannelDefinition> channels = ChannelSelection.Select(context.Service, request.Channels);

        // Every channel is asked before the first message goes out: half of the users told is worse than none yet.
        IReadOnlyList<Failure?> failures = await SideBySide.SelectAsync(
            channels, (channel, token) => LookAsync(channel.Name, context.Connections.Channel(channel), text, token), cancellationToken).ConfigureAwait(false);
        return new Plan
        {
            Operation = Id,
            Changes = [.. channels.Zip(failures).Where(pair => pair.Second is null).Select((pair, index) => Send(pair.First, context.Connections.Channel(pair.First), text, index + 1))],
            Blockers = [.. failures.OfType<Failure>()],
        };
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        string id = await MessageWriter.SendAsync(change, context, cancellationToken).ConfigureAwait(false);
        return new Dictionary<string, string>(StringComparer.Ordinal) { [IdKey] = id };
    }

    /// <inheritdoc/>
    public override Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        MessageWriter.ProbeAsync(change, context, cancellationToken);

    /// <inheritdoc/>
    public override Task<Conclusion> ConcludeAsync(SendMessageRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        // A later attempt says nothing again where an earlier one was heard.
        List<ChangeResult> last = [.. changes.GroupBy(result => result.Change.Target, StringComparer.Ordinal).Select(group => group.Last())];
        List<Failure> failures = [.. last.Where(result => result.Status is not (ChangeStatus.Applied or ChangeStatus.Declined)).Select(FailureSummary.OfChange)];
        return Task.FromResult(new Conclusion(
            new MessageReport { Messages = [.. last.Select(AsMessage)] },
            FailureSummary.Of(failures, "MessagesNotSent", $"{failures.Count} of {last.Count} channels did not get the message.")));
    }

    /// <inheritdoc/>
    public override MessageReport? Forecast(SendMessageRequest request, Plan plan) => plan.Blockers.Count > 0 ? null : new MessageReport
    {
        Messages = [.. plan.Changes.Select(change => AsMessage(new ChangeResult { Change = change, Status = ChangeStatus.Applied }))],
    };

    private static string Text(SendMessageRequest request, ServiceDefinition service) => string.IsNullOrWhiteSpace(request.Text) && request.Message is null
        ? throw new GuruException(new Failure
        {
            Id = "MessageMissing",
            Kind = FailureKind.Usage,
            Message = "No message is given.",
            NextAction = "Give the text itself, or the name of one of the definition's topics (--message).",
        })
        : TopicTexts.Of(new SetTopicRequest { Message = request.Message, Text = request.Text }, service).Text;

    private static async Task<Failure?> LookAsync(string name, IChatChannel channel, string text, CancellationToken cancellationToken)
    {
        if (channel.MaxMessageLength is { } limit && channel.LengthOf(text) > limit)
        {
            return new Failure
            {
                Id = "MessageTooLong",
                Target = name,
                Message = $"The message has {channel.LengthOf(text)} characters, and {name} takes {limit}.",
                NextAction = "Give a shorter text; nothing was sent to any channel.",
            };
        }

        try
        {
            await channel.GetTopicAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (GuruException exception)
        {
            return exception.Failure.On(name);
        }
    }

    private static Change Send(ChannelDefinition channel, IChatChannel chat, string text, int position) => new()
    {
        Id = position.ToString(CultureInfo.InvariantCulture),
        Kind = SendKind,
        Target = channel.Name,
        To = text,
        Summary = $"{channel.Name}: say '{TopicChanges.Short(text)}'",
        Effect = chat.DropsRepeatedMessages ? EffectContract.Keyed : EffectContract.Convergent,
    };

    private static ChannelMessage AsMessage(ChangeResult result) => new()
    {
        Channel = result.Change.Target,
        Text = result.Change.To!,
        Id = result.Values.GetValueOrDefault(IdKey),
        Status = result.Status switch
        {
            ChangeStatus.Applied => MessageStatus.Sent,
            ChangeStatus.Declined => MessageStatus.Declined,
            ChangeStatus.Unknown or ChangeStatus.Started => MessageStatus.Unknown,
            _ => MessageStatus.Failed,
        },
    };
}
