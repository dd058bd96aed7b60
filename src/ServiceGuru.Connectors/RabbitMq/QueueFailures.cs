using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>The failures of the queue.</summary>
internal static class QueueFailures
{
    /// <summary>Whether an error means that the server is not there, or is no more.</summary>
    public static bool IsBroken(Exception error) => error is RabbitMQClientException or IOException or TimeoutException or ObjectDisposedException or System.Net.Sockets.SocketException
        || (error is OperationCanceledException { InnerException: { } inner } && IsBroken(inner))
        || error is GuruException { Failure.Id: "QueueUnreachable" };

    /// <summary>The server can't be used now.</summary>
    public static GuruException Unreachable(QueueAddress address, Exception error) => new(
        new Failure
        {
            Id = "QueueUnreachable",
            Kind = FailureKind.Unreachable,
            Message = $"The queue at {address.Display} can't be used.",
            Target = address.Display,
            Cause = Cause(error),
            NextAction = NextAction(address, Shutdown(error)?.ReplyCode ?? (error is BrokerUnreachableException && Innermost(error) is AuthenticationFailureException ? Constants.AccessRefused : 0)),
            Transient = true,
        },
        error);

    /// <summary>The reason in one line, from the innermost error on; what the server says in its own words.</summary>
    public static string Cause(Exception error) =>
        (error is PublishException { IsReturn: false } ? "RabbitMQ refused to take the message (basic.nack): the queue has no leader yet, or too few of its nodes are up." : Shutdown(error) is { ReplyText.Length: > 0 } said ? $"RabbitMQ says: {said.ReplyText} ({said.ReplyCode})" : Innermost(error).Message).ReplaceLineEndings(" ");

    // The reply codes are those of https://www.rabbitmq.com/amqp-0-9-1-reference#constants.
    private static string NextAction(QueueAddress address, int code) => code switch
    {
        Constants.AccessRefused => $"Check the user '{address.User}', where its password comes from (passwordFile, password=env:NAME), and its permissions on virtual host '{address.VirtualHost}'.",
        Constants.NotAllowed => $"Correct the virtual host '{address.VirtualHost}' in the address, or create it, and let the user '{address.User}' in.",
        Constants.PreconditionFailed => "Somebody has declared this queue or exchange in another way. See that it is empty and nobody's, and delete it: it is declared anew.",
        _ => "See whether RabbitMQ is up there and lets this user in.",
    };

    private static ShutdownEventArgs? Shutdown(Exception error) =>
        error is OperationInterruptedException { ShutdownReason: { Initiator: ShutdownInitiator.Peer } reason } ? reason : error.InnerException is { } inner ? Shutdown(inner) : null;

    private static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;
}
