using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>Waits for the ends of a run's targets: one question to the ledger for all of them, as long as anybody waits.</summary>
internal sealed class TargetWatch(string run, IRunLedger ledger, WorkPublisher publisher, TimeProvider time)
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    // So long a message may be on its way before anybody looks after it.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly object _lock = new();
    private readonly Dictionary<string, Awaited> _awaited = [];
    private bool _looking;

    /// <summary>Returns when the target's run has ended after the record that its work names.</summary>
    public Task WaitAsync(TargetWork work, CancellationToken cancellationToken)
    {
        Awaited entry = new(work, time.GetUtcNow());
        lock (_lock)
        {
            _awaited[work.Target] = entry;
            if (!_looking)
            {
                _looking = true;
                _ = LookAsync();
            }
        }

        return ForAsync(entry, cancellationToken);
    }

    private async Task ForAsync(Awaited entry, CancellationToken cancellationToken)
    {
        try
        {
            await entry.Ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _awaited.Remove(entry.Work.Target);
            }
        }
    }

    private async Task LookAsync()
    {
        TimeSpan pause = Quick;
        while (true)
        {
            await Task.Delay(pause, time).ConfigureAwait(false);
            List<Awaited> awaited;
            lock (_lock)
            {
                awaited = [.. _awaited.Values];
                if (awaited.Count == 0)
                {
                    _looking = false;
                    return;
                }
            }

            try
            {
                pause = await LookAsync(awaited).ConfigureAwait(false) ? Quick : pause * 1.5 > Slow ? Slow : pause * 1.5;
            }
            catch (GuruException error) when (error.Failure.Kind == FailureKind.Unreachable)
            {
                // Ledger or queue are not there for a moment. Whether that lasts too long, the run's own lock decides.
                pause = Slow;
            }
            catch (Exception error)
            {
                awaited.ForEach(entry => entry.Ended.TrySetException(error));
            }
        }
    }

    private async Task<bool> LookAsync(List<Awaited> awaited)
    {
        Dictionary<string, TargetRun> runs = (await ledger.ListTargetRunsAsync(run, CancellationToken.None).ConfigureAwait(false)).ToDictionary(found => found.RunId);
        bool any = false;
        foreach (Awaited entry in awaited)
        {
            if (runs.GetValueOrDefault(entry.Work.Target) is { Status: not RunStatus.Running } found && (found.Status == RunStatus.Succeeded || found.Sequence > entry.Work.After))
            {
                any |= entry.Ended.TrySetResult();
            }
        }

        await HandOverAgainAsync([.. awaited.Where(entry => !entry.Ended.Task.IsCompleted && time.GetUtcNow() - entry.HandedOver > Grace)]).ConfigureAwait(false);
        return any;
    }

    private async Task HandOverAgainAsync(List<Awaited> late)
    {
        // While messages wait in the queue, ours may be among them.
        if (late.Count == 0 || await publisher.CountAsync(late[0].Work.Service, CancellationToken.None).ConfigureAwait(false) > 0)
        {
            return;
        }

        foreach (Awaited entry in late)
        {
            entry.HandedOver = time.GetUtcNow();
            if (!await ledger.IsHeldAsync(entry.Work.Target, CancellationToken.None).ConfigureAwait(false))
            {
                await publisher.PublishAsync(entry.Work, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private sealed class Awaited(TargetWork work, DateTimeOffset handedOver)
    {
        public TargetWork Work => work;

        public DateTimeOffset HandedOver { get; set; } = handedOver;

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
