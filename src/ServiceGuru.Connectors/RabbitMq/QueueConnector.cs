using System.Net.Security;
using RabbitMQ.Client;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>
/// Makes connections and declares what work needs there: a quorum queue (https://www.rabbitmq.com/docs/quorum-queues) for
/// each service, and one where work is parked that nobody can do.
/// </summary>
/// <param name="address">Where the server is.</param>
/// <param name="secrets">Reads the password, if the address names one.</param>
public sealed class QueueConnector(QueueAddress address, Func<SecretReference, CancellationToken, ValueTask<string>> secrets)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Gets where the server is.</summary>
    public QueueAddress Address => address;

    /// <summary>Connects. Who uses the connection makes it anew when it breaks; the client does nothing by itself.</summary>
    /// <exception cref="GuruException">The server does not answer, or refuses (<c>QueueUnreachable</c>).</exception>
    internal async Task<IConnection> ConnectAsync(string name, CancellationToken cancellationToken)
    {
        string password = address.Password is null ? address.User : await secrets(address.Password, cancellationToken).ConfigureAwait(false);
        ConnectionFactory factory = new()
        {
            HostName = address.Host,
            Port = address.Port,
            UserName = address.User,
            Password = password,
            VirtualHost = address.VirtualHost,
            ClientProvidedName = name,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = Heartbeat,
            RequestedConnectionTimeout = Patience,
            SocketReadTimeout = Patience,
            ContinuationTimeout = Patience,
            HandshakeContinuationTimeout = Patience,
            Ssl = new SslOption { Enabled = address.Encrypted, ServerName = address.Host, AcceptablePolicyErrors = SslPolicyErrors.None },
        };
        try
        {
            return await factory.CreateConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && QueueFailures.IsBroken(error))
        {
            throw QueueFailures.Unreachable(address, error);
        }
    }

    /// <summary>Declares the parking queue and, where a service is named, the queue of its work.</summary>
    internal static async Task DeclareAsync(IChannel channel, string? service, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> parked = new()
        {
            ["x-queue-type"] = "quorum",

            // Whoever looks at what is parked gives it back; newer servers would drop it after some looks.
            ["x-delivery-limit"] = 1_000_000,
        };
        await channel.ExchangeDeclareAsync(QueueNames.DeadLetters, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellationToken).ConfigureAwait(false);
        await channel.QueueDeclareAsync(QueueNames.Parked, durable: true, exclusive: false, autoDelete: false, arguments: parked, cancellationToken: cancellationToken).ConfigureAwait(false);
        await channel.QueueBindAsync(QueueNames.Parked, QueueNames.DeadLetters, string.Empty, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (service is null)
        {
            return;
        }

        Dictionary<string, object?> work = new()
        {
            ["x-queue-type"] = "quorum",
            ["x-delivery-limit"] = QueueNames.ServerLimit,
            ["x-dead-letter-exchange"] = QueueNames.DeadLetters,
            ["x-dead-letter-strategy"] = "at-least-once",
            ["x-overflow"] = "reject-publish",
        };
        await channel.QueueDeclareAsync(QueueNames.Work(service), durable: true, exclusive: false, autoDelete: false, arguments: work, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a channel whose messages count once the server has them safe.</summary>
    internal static Task<IChannel> OpenChannelAsync(IConnection connection, CancellationToken cancellationToken) => connection.CreateChannelAsync(
        new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
}
