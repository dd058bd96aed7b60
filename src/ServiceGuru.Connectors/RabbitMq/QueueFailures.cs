using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>The failures of the queue.</summary>
internal static class QueueFailures
{
    /// <summary>Whether an error means that the server is not there, or is no more.</summary>
    public static bool IsBroken(Exception error) => error is RabbitMQ.Client.Exceptions.RabbitMQClientException or IOException or TimeoutException or ObjectDisposedException or System.Net.Sockets.SocketException
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
            NextAction = "See whether RabbitMQ is up there and lets this user in.",
            Transient = true,
        },
        error);

    /// <summary>The reason in one line, from the innermost error on.</summary>
    public static string Cause(Exception error)
    {
        Exception inner = error;
        while (inner.InnerException is not null)
        {
            inner = inner.InnerException;
        }

        return inner.Message.ReplaceLineEndings(" ");
    }
}
