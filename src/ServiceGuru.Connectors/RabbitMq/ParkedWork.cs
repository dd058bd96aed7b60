using System.Security.Cryptography;
using System.Text;
using RabbitMQ.Client;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Execution;

namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>Looks at what workers have parked, puts it back, or drops it.</summary>
/// <param name="connector">Makes connections.</param>
public sealed class ParkedWork(QueueConnector connector)
{
    private const int ShownBody = 2000;

    /// <summary>Lists what is parked, oldest first; all of it stays where it is.</summary>
    /// <exception cref="GuruException">The server can't be used now (<c>QueueUnreachable</c>).</exception>
    public Task<IReadOnlyList<ParkedMessage>> ListAsync(CancellationToken cancellationToken) =>
        WalkAsync((_, _) => Task.FromResult(false), cancellationToken);

    /// <summary>Drops parked work.</summary>
    /// <returns>What was dropped.</returns>
    /// <exception cref="GuruException">There is no such message (<c>ParkedWorkNotFound</c>), or the server can't be used now.</exception>
    public Task<ParkedMessage> DropAsync(string id, CancellationToken cancellationToken) => OneAsync(id, (_, _) => Task.CompletedTask, cancellationToken);

    /// <summary>
    /// Puts parked work back into its queue. It is done once a worker gets it, whether or not the run that it belongs to
    /// waits for it; that run learns its end when it is resumed.
    /// </summary>
    /// <param name="id">The parked message.</param>
    /// <param name="ledger">The ledger of the runs.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What was put back.</returns>
    /// <exception cref="GuruException">
    /// There is no such message (<c>ParkedWorkNotFound</c>), it can't be read (<c>UnreadableWork</c>), its run is gone
    /// (<c>RunNotFound</c>), or the server can't be used now. Then it stays parked.
    /// </exception>
    public Task<ParkedMessage> RetryAsync(string id, IRunLedger ledger, CancellationToken cancellationToken) => OneAsync(
        id,
        async (channel, result) =>
        {
            TargetWork work = WorkMessage.Read(result.Body.Span, out string? reason) ?? throw new GuruException(new Failure
            {
                Id = "UnreadableWork",
                Message = $"The parked message can't be put back: {reason}.",
                Target = id,
                NextAction = "Drop it with 'guru worker parked drop'; a run that waits for its work hands it over again when it is resumed.",
            });
            long newest = (await ledger.ReadAsync(work.Target, cancellationToken).ConfigureAwait(false))[^1].Sequence;
            BasicProperties properties = new() { Persistent = true, ContentType = "application/json", MessageId = work.Target };
            await QueueConnector.DeclareAsync(channel, work.Service, cancellationToken).ConfigureAwait(false);
            await channel.BasicPublishAsync(
                string.Empty, QueueNames.Work(work.Service), mandatory: true, properties, WorkMessage.Write(work with { After = newest, Wanted = true }), cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Says that there is no such work.</summary>
    public static GuruException NotFound(string id) => new(new Failure
    {
        Id = "ParkedWorkNotFound",
        Kind = FailureKind.Usage,
        Message = $"No work '{id}' is parked.",
        Target = id,
        NextAction = "List what is parked with 'guru worker parked list'.",
    });

    private async Task<ParkedMessage> OneAsync(string id, Func<IChannel, BasicGetResult, Task> act, CancellationToken cancellationToken)
    {
        ParkedMessage? found = null;
        await WalkAsync(
            async (channel, result) =>
            {
                ParkedMessage message = Read(result);
                if (found is not null || message.Id != id)
                {
                    return false;
                }

                await act(channel, result).ConfigureAwait(false);
                found = message;
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return found ?? throw NotFound(id);
    }

    // What is not taken goes back when the channel closes.
    private async Task<IReadOnlyList<ParkedMessage>> WalkAsync(Func<IChannel, BasicGetResult, Task<bool>> takes, CancellationToken cancellationToken)
    {
        try
        {
            IConnection connection = await connector.ConnectAsync("guru worker parked", cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                IChannel channel = await QueueConnector.OpenChannelAsync(connection, cancellationToken).ConfigureAwait(false);
                await QueueConnector.DeclareAsync(channel, null, cancellationToken).ConfigureAwait(false);
                List<ParkedMessage> all = [];
                while (await channel.BasicGetAsync(QueueNames.Parked, autoAck: false, cancellationToken).ConfigureAwait(false) is { } result)
                {
                    all.Add(Read(result));
                    if (await takes(channel, result).ConfigureAwait(false))
                    {
                        await channel.BasicAckAsync(result.DeliveryTag, multiple: false, cancellationToken).ConfigureAwait(false);
                    }
                }

                return all;
            }
        }
        catch (Exception error) when (error is not GuruException && !cancellationToken.IsCancellationRequested && QueueFailures.IsBroken(error))
        {
            throw QueueFailures.Unreachable(connector.Address, error);
        }
    }

    private static ParkedMessage Read(BasicGetResult result)
    {
        TargetWork? work = WorkMessage.Read(result.Body.Span, out _);
        string text = Encoding.UTF8.GetString(result.Body.Span);
        string? reason = Header(result, QueueNames.Reason);
        bool ours = result.BasicProperties.IsTimestampPresent() && reason is not null;
        return new ParkedMessage(
            reason is not null && result.BasicProperties.MessageId is { Length: > 0 } id ? id : Convert.ToHexString(SHA256.HashData(result.Body.Span))[..16].ToLowerInvariant(),
            work?.Target,
            work?.Service,
            Header(result, QueueNames.FailureId) ?? "DeliveredTooOften",
            reason ?? "the server parked it: it was delivered too often",
            ours ? DateTimeOffset.FromUnixTimeSeconds(result.BasicProperties.Timestamp.UnixTime) : null,
            text.Length > ShownBody ? text[..ShownBody] : text);
    }

    private static string? Header(BasicGetResult result, string name) =>
        result.BasicProperties.Headers is { } headers && headers.TryGetValue(name, out object? value) ? value switch { byte[] bytes => Encoding.UTF8.GetString(bytes), string text => text, _ => null } : null;
}
