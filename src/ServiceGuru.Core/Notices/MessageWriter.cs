using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Notices;

/// <summary>Sends and finds the message of a change, by its key.</summary>
internal static class MessageWriter
{
    /// <summary>Sends it once: where the system itself keeps no keys, looks first.</summary>
    /// <returns>The message's id.</returns>
    public static async Task<string> SendAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        IChatChannel channel = TopicWriter.Channel(change, context);
        string key = MessageKey.Of(change, context);
        string? found = channel.DropsRepeatedMessages ? null : await channel.FindMessageAsync(key, cancellationToken).ConfigureAwait(false);
        return found ?? await channel.SendMessageAsync(change.To!, key, cancellationToken).ConfigureAwait(false);
    }

    public static async Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        await TopicWriter.Channel(change, context).FindMessageAsync(MessageKey.Of(change, context), cancellationToken).ConfigureAwait(false) is null
            ? ProbeOutcome.NotApplied
            : ProbeOutcome.Applied;
}
