using System.Globalization;
using RabbitMQ.Client;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Sessions;
using ServiceGuru.Telemetry;

namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>Does the work of the messages that one channel delivers, as many at once as the channel lets through.</summary>
internal sealed class WorkConsumer(
    IChannel channel, string queue, TargetWorker worker, WorkerSettings settings, IWorkerLog log, WorkerStatus status, WorkTracker tracker, TimeProvider time, CancellationToken drain, CancellationToken cut)
    : AsyncDefaultBasicConsumer(channel)
{
    /// <inheritdoc/>
    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        // The body is the client's once this returns.
        Delivery delivery = new(deliveryTag, DeliveriesBefore(properties), body.ToArray());
        status.Work(1);
        tracker.Start(() => HandleAsync(delivery));
        return Task.CompletedTask;
    }

    private async Task HandleAsync(Delivery delivery)
    {
        using WorkInFlight inHand = new();
        try
        {
            await CarryOutAsync(delivery).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested)
        {
            // The process ends at once; the server delivers the message again.
        }
        catch (Exception error)
        {
            await GiveBackAsync(delivery, error).ConfigureAwait(false);
        }
        finally
        {
            status.Work(-1);
        }
    }

    private async Task CarryOutAsync(Delivery delivery)
    {
        TargetWork? work = WorkMessage.Read(delivery.Body, out string? reason);
        if (work is null)
        {
            await ParkAsync(delivery, null, "UnreadableWork", reason!).ConfigureAwait(false);
            return;
        }

        log.Begun(work);
        WorkResult? result = await AttemptAsync(work, reason, delivery.Before).ConfigureAwait(false);
        log.Ended(work, result ?? new WorkResult(WorkVerdict.GivenBack));
        switch (result?.Verdict)
        {
            case WorkVerdict.Done or WorkVerdict.Left:
                await Channel.BasicAckAsync(delivery.Tag, multiple: false, CancellationToken.None).ConfigureAwait(false);
                break;
            case WorkVerdict.Refused:
                await ParkAsync(delivery, work.Target, result.Failure!.Id, Words(result.Failure)).ConfigureAwait(false);
                break;
            default:
                // A fresh message: to be given back in good order is no sign of poison.
                await PublishAsync(queue, new BasicProperties { Persistent = true, ContentType = "application/json", MessageId = work.Target }, delivery.Body).ConfigureAwait(false);
                await Channel.BasicAckAsync(delivery.Tag, multiple: false, CancellationToken.None).ConfigureAwait(false);
                break;
        }
    }

    // Whatever nobody foresaw, the message goes back: one that is neither taken nor given back would keep its place at this
    // worker until the process ends. The deliveries count, so that in the end it is parked.
    private async Task GiveBackAsync(Delivery delivery, Exception error)
    {
        if (!Channel.IsOpen)
        {
            // The server delivers the message again by itself, and whoever gets it finds in the ledger what is done.
            log.Trouble(QueueFailures.IsBroken(error) ? QueueFailures.Cause(error) : Words(error), TimeSpan.Zero);
            return;
        }

        log.Trouble(Words(error), settings.Pause);
        await Task.Delay(settings.Pause, time, drain).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await Channel.BasicNackAsync(delivery.Tag, multiple: false, requeue: true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception gone) when (QueueFailures.IsBroken(gone))
        {
            log.Trouble(QueueFailures.Cause(gone), TimeSpan.Zero);
        }
    }

    private async Task<WorkResult?> AttemptAsync(TargetWork work, string? unreadable, long before)
    {
        try
        {
            return await PatientlyAsync(() => unreadable is not null ? worker.RefuseAsync(work, Unreadable(work, unreadable), cut)
                : before >= settings.MaxDeliveries ? worker.RefuseAsync(work, TooOften(work, before, null), cut)
                : drain.IsCancellationRequested ? Task.FromResult(new WorkResult(WorkVerdict.GivenBack))
                : worker.CarryOutAsync(work, SilentObserver.Instance, drain, cut)).ConfigureAwait(false);
        }
        catch (Exception error) when (before == settings.MaxDeliveries - 1 && !cut.IsCancellationRequested)
        {
            // Nobody would try it again, and whoever parked it then would not know why.
            log.Trouble(Words(error), TimeSpan.Zero);
            return await PatientlyAsync(() => worker.RefuseAsync(work, TooOften(work, settings.MaxDeliveries, error), cut)).ConfigureAwait(false);
        }
    }

    // While the ledger is away the message is kept; null where the worker shall end before it is back.
    private async Task<WorkResult?> PatientlyAsync(Func<Task<WorkResult>> act)
    {
        while (true)
        {
            try
            {
                return await act().ConfigureAwait(false);
            }
            catch (GuruException error) when (error.Failure.Kind == FailureKind.Unreachable)
            {
                log.Trouble(Words(error.Failure), settings.Pause);
            }

            await Task.Delay(settings.Pause, time, drain).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cut.ThrowIfCancellationRequested();
            if (drain.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    private async Task ParkAsync(Delivery delivery, string? target, string failure, string reason)
    {
        BasicProperties properties = new()
        {
            Persistent = true,
            ContentType = "application/json",
            MessageId = Guid.NewGuid().ToString("N"),
            Timestamp = new AmqpTimestamp(time.GetUtcNow().ToUnixTimeSeconds()),
            Headers = new Dictionary<string, object?> { [QueueNames.Reason] = reason, [QueueNames.FailureId] = failure, [QueueNames.Origin] = queue },
        };
        await PublishAsync(QueueNames.Parked, properties, delivery.Body).ConfigureAwait(false);
        await Channel.BasicAckAsync(delivery.Tag, multiple: false, CancellationToken.None).ConfigureAwait(false);
        log.Parked(target, reason);
    }

    private async Task PublishAsync(string to, BasicProperties properties, byte[] body) =>
        await Channel.BasicPublishAsync(string.Empty, to, mandatory: true, properties, body, CancellationToken.None).ConfigureAwait(false);

    // Whoever publishes may write anything into a header; only the server writes a number into this one.
    private static long DeliveriesBefore(IReadOnlyBasicProperties properties) =>
        properties.Headers is { } headers && headers.TryGetValue(QueueNames.Deliveries, out object? count)
        && long.TryParse(Convert.ToString(count, CultureInfo.InvariantCulture), NumberStyles.None, CultureInfo.InvariantCulture, out long before) ? before : 0;

    private static string Words(Exception error) => error is GuruException guru ? Words(guru.Failure) : $"{error.GetType().Name}: {error.Message}".ReplaceLineEndings(" ");

    private static string Words(Failure failure) => $"{failure.Message} {failure.Cause}".TrimEnd().ReplaceLineEndings(" ");

    private static Failure Unreadable(TargetWork work, string reason) => new()
    {
        Id = "UnreadableWork",
        Message = $"The work can't be read: {reason}.",
        Target = work.Target,
        NextAction = "Workers must be of the version that started the run, or newer; then resume the run.",
    };

    private static Failure TooOften(TargetWork work, long before, Exception? last) => new()
    {
        Id = "DeliveredTooOften",
        Message = $"The work was given to workers {before} times, and none of them came back with it.",
        Target = work.Target,
        Cause = last is null ? null : $"The last one met {Words(last)}",
        NextAction = last is null
            ? "See why workers end while they do it (memory, a defect), then resume the run: it looks first at what may have been done."
            : "Mend the cause, then resume the run: it looks first at what may have been done.",
    };

    private sealed record Delivery(ulong Tag, long Before, byte[] Body);
}
