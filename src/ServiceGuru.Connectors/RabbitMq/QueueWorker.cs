using System.Globalization;
using RabbitMQ.Client;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;

namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>
/// Takes work from a service's queue and does it. It acknowledges a message once the end of the work is recorded; what it
/// does not come to, the server gives to another worker. It connects again by itself where RabbitMQ goes away.
/// </summary>
/// <param name="connector">Makes connections.</param>
/// <param name="service">The service's name.</param>
/// <param name="worker">Does the work.</param>
/// <param name="settings">What is decided about it.</param>
/// <param name="log">Hears what happens.</param>
/// <param name="time">The clock.</param>
public sealed class QueueWorker(QueueConnector connector, string service, TargetWorker worker, WorkerSettings settings, IWorkerLog log, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CutTime = TimeSpan.FromSeconds(70);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly WorkTracker _tracker = new();

    /// <summary>Gets how it is.</summary>
    public WorkerStatus Status { get; } = new();

    /// <summary>Works until it shall end; returns when nothing is under way any more.</summary>
    /// <param name="drain">It takes nothing new, lets the changes that are under way finish, and gives the rest back.</param>
    /// <param name="cancellationToken">It is cut off at once.</param>
    public async Task RunAsync(CancellationToken drain, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration draining = drain.Register(Status.Drain);
        using CancellationTokenSource cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await ServeAgainAsync(drain, cut).ConfigureAwait(false);
        await FinishAsync(cut).ConfigureAwait(false);
    }

    private async Task ServeAgainAsync(CancellationToken drain, CancellationTokenSource cut)
    {
        CancellationToken cancellationToken = cut.Token;
        TimeSpan pause = FirstPause;
        while (!drain.IsCancellationRequested)
        {
            try
            {
                long began = time.GetTimestamp();
                string? trouble = await ServeAsync(drain, cut).ConfigureAwait(false);
                if (trouble is null)
                {
                    return;
                }

                pause = time.GetElapsedTime(began) > LongestPause ? FirstPause : pause;
                Status.Connect(false, trouble);
                log.Trouble(trouble, pause);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested && QueueFailures.IsBroken(error))
            {
                Failure failure = (error as GuruException ?? QueueFailures.Unreachable(connector.Address, error)).Failure;
                string trouble = $"{failure.Message} {failure.Cause?.TrimEnd('.')}. {failure.NextAction}";
                Status.Connect(false, trouble);
                log.Trouble(trouble, pause);
            }

            await Task.Delay(pause, time, drain).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    // Gives why the connection has ended, or null where the worker shall end.
    private async Task<string?> ServeAsync(CancellationToken drain, CancellationTokenSource cut)
    {
        CancellationToken cancellationToken = cut.Token;
        IConnection connection = await connector.ConnectAsync(settings.Name, cancellationToken).ConfigureAwait(false);
        try
        {
            IChannel channel = await QueueConnector.OpenChannelAsync(connection, cancellationToken).ConfigureAwait(false);
            TaskCompletionSource<string> broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
            channel.ChannelShutdownAsync += (_, reason) =>
            {
                broken.TrySetResult(reason.ReplyText);
                return Task.CompletedTask;
            };
            await QueueConnector.DeclareAsync(channel, service, cancellationToken).ConfigureAwait(false);
            await channel.BasicQosAsync(0, (ushort)settings.Parallel, global: false, cancellationToken).ConfigureAwait(false);
            WorkConsumer consumer = new(channel, QueueNames.Work(service), worker, settings, log, Status, _tracker, time, drain, cancellationToken);
            string tag = await channel.BasicConsumeAsync(QueueNames.Work(service), autoAck: false, consumer, cancellationToken).ConfigureAwait(false);
            Status.Connect(true);
            log.Connected();
            using CancellationTokenRegistration ending = drain.Register(() => broken.TrySetCanceled(CancellationToken.None));
            await ((Task)broken.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!drain.IsCancellationRequested)
            {
                // What was under way goes on: its end is recorded all the same, and the message that comes again finds it.
                return broken.Task.IsCompletedSuccessfully ? await broken.Task.ConfigureAwait(false) : "the connection was closed";
            }

            await channel.BasicCancelAsync(tag, cancellationToken: cancellationToken).ConfigureAwait(false);
            await FinishAsync(cut).ConfigureAwait(false);
            return null;
        }
        finally
        {
            Status.Connect(false, Status.Trouble);
            await CloseAsync(connection).ConfigureAwait(false);
        }
    }

    // What does not come to a point where it can be given back in time is cut; the next worker looks what has happened.
    private async Task FinishAsync(CancellationTokenSource cut)
    {
        try
        {
            await _tracker.Idle.WaitAsync(settings.DrainTime, time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await cut.CancelAsync().ConfigureAwait(false);
            await _tracker.Idle.WaitAsync(CutTime, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task CloseAsync(IConnection connection)
    {
        try
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (QueueFailures.IsBroken(error))
        {
            // It is broken; the server has given back what it held.
        }
    }

    /// <summary>Gives the name of a worker on this machine.</summary>
    public static string NameOf(string user) => string.Create(CultureInfo.InvariantCulture, $"{user} (worker {Environment.ProcessId})");
}
