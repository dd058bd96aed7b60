using RabbitMQ.Client;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Execution;

namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>Puts work into the queues. Safe to use from several threads; connects when it is needed, and again where the connection broke.</summary>
/// <param name="connector">Makes the connection.</param>
public sealed class WorkPublisher(QueueConnector connector) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly HashSet<string> _declared = [];
    private IConnection? _connection;
    private IChannel? _channel;

    /// <summary>Puts work into its service's queue, and returns when the server has it safe.</summary>
    /// <exception cref="GuruException">The server can't be used now (<c>QueueUnreachable</c>).</exception>
    public Task PublishAsync(TargetWork work, CancellationToken cancellationToken) => UseAsync(
        work.Service,
        async channel =>
        {
            BasicProperties properties = new() { Persistent = true, ContentType = "application/json", MessageId = work.Target };
            await channel.BasicPublishAsync(string.Empty, QueueNames.Work(work.Service), mandatory: true, properties, WorkMessage.Write(work), cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Tells how many messages of a service wait for a worker.</summary>
    /// <exception cref="GuruException">The server can't be used now (<c>QueueUnreachable</c>).</exception>
    public Task<uint> CountAsync(string service, CancellationToken cancellationToken) => UseAsync(
        service, channel => channel.MessageCountAsync(QueueNames.Work(service), cancellationToken), cancellationToken);

    /// <summary>Gives the connection back; the next use makes a new one.</summary>
    public async Task RestAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            await CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    private async Task<T> UseAsync<T>(string service, Func<IChannel, Task<T>> use, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_channel is not { IsOpen: true })
            {
                await CloseAsync().ConfigureAwait(false);
                _connection = await connector.ConnectAsync("guru run", cancellationToken).ConfigureAwait(false);
                _channel = await QueueConnector.OpenChannelAsync(_connection, cancellationToken).ConfigureAwait(false);
            }

            if (!_declared.Contains(service))
            {
                await QueueConnector.DeclareAsync(_channel, service, cancellationToken).ConfigureAwait(false);
                _declared.Add(service);
            }

            return await use(_channel).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && QueueFailures.IsBroken(error))
        {
            await CloseAsync().ConfigureAwait(false);
            throw error as GuruException ?? QueueFailures.Unreachable(connector.Address, error);
        }
        finally
        {
            _turn.Release();
        }
    }

    // Also what was declared is looked at again: the server may have come back without it.
    private async Task CloseAsync()
    {
        _declared.Clear();
        try
        {
            if (_connection is not null)
            {
                await _connection.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception error) when (QueueFailures.IsBroken(error))
        {
            // It is broken already; that is why it is closed.
        }

        (_connection, _channel) = (null, null);
    }
}
