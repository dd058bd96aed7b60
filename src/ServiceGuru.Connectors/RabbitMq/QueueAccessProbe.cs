using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ServiceGuru.Access;
using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>
/// Whether RabbitMQ lets the user in, and whether the service's queue is there, by a passive declaration, which makes
/// nothing (https://www.rabbitmq.com/docs/queues#passive-declaration). AMQP tells nobody their permissions.
/// </summary>
internal sealed class QueueAccessProbe(QueueConnector connector, string service) : IAccessProbe
{
    private const string Entering = "connect";
    private const string Working = "use the queue";

    /// <inheritdoc/>
    public AccessSubject Subject { get; } = new(AccessSystems.RabbitMq, connector.Address.Display);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccessCheck>> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            IConnection connection = await connector.ConnectAsync("serviceguru access check", cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                return [Subject.Ok(Entering), await LookAsync(connection, cancellationToken).ConfigureAwait(false)];
            }
        }
        catch (GuruException refused) when (refused.InnerException is BrokerUnreachableException { InnerException: AuthenticationFailureException or OperationInterruptedException })
        {
            return [Subject.Missing(Entering, refused.Failure.Cause ?? refused.Failure.Message, refused.Failure.NextAction ?? string.Empty)];
        }
        catch (GuruException error)
        {
            return [Subject.Of(Entering, error.Failure)];
        }
    }

    private async Task<AccessCheck> LookAsync(IConnection connection, CancellationToken cancellationToken)
    {
        string queue = QueueNames.Work(service);
        try
        {
            IChannel channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            await using (channel.ConfigureAwait(false))
            {
                await channel.QueueDeclarePassiveAsync(queue, cancellationToken).ConfigureAwait(false);
                return Subject.Unknown(Working, $"{queue} is there; RabbitMQ does not tell what a user may.", $"See that '{connector.Address.User}' may configure, write and read serviceguru.*: rabbitmqctl list_user_permissions {connector.Address.User}");
            }
        }
        catch (OperationInterruptedException closed) when (closed.ShutdownReason is { ReplyCode: Constants.AccessRefused })
        {
            return Subject.Missing(Working, QueueFailures.Cause(closed), $"Let '{connector.Address.User}' configure, write and read serviceguru.* on virtual host '{connector.Address.VirtualHost}'.");
        }
        catch (OperationInterruptedException closed) when (closed.ShutdownReason is { ReplyCode: Constants.NotFound })
        {
            return Subject.Unknown(Working, $"{queue} is not there yet; the first run or worker makes it.", $"See that '{connector.Address.User}' may configure, write and read serviceguru.*: rabbitmqctl list_user_permissions {connector.Address.User}");
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && QueueFailures.IsBroken(error))
        {
            return Subject.Of(Working, QueueFailures.Unreachable(connector.Address, error).Failure);
        }
    }
}
