using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>
/// Carries out what people ask of a run that is under way: pause, continue, stop, cancel. The work that nobody must cut
/// (a change in its middle) listens to <see cref="Hard"/>, all other work to <see cref="Soft"/>.
/// </summary>
internal sealed class RunSteering : IDisposable
{
    private static readonly TimeSpan MailboxPoll = TimeSpan.FromMilliseconds(500);

    private readonly RunRecorder _recorder;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _soft;
    private volatile TaskCompletionSource? _paused;
    private volatile TaskCompletionSource _changed = NewChange();

    public RunSteering(RunRecorder recorder, TimeProvider time, CancellationToken hard)
    {
        _recorder = recorder;
        _time = time;
        Hard = hard;
        _soft = CancellationTokenSource.CreateLinkedTokenSource(hard);
    }

    /// <summary>Gets the token that cuts everything: Ctrl+C, or the run's lock is lost.</summary>
    public CancellationToken Hard { get; }

    /// <summary>Gets the token that besides cuts waits and questions when somebody stops or cancels the run.</summary>
    public CancellationToken Soft => _soft.Token;

    /// <summary>Gets what ends when people next pause, continue, stop or cancel the run.</summary>
    public Task Changed => _changed.Task;

    /// <summary>Returns when something new may begin.</summary>
    /// <exception cref="OperationCanceledException">Nothing new begins any more.</exception>
    public async Task MayBeginAsync(CancellationToken cancellationToken)
    {
        while (_paused is { } paused)
        {
            await paused.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        Soft.ThrowIfCancellationRequested();
    }

    /// <summary>Looks into the run's mailbox until it is cancelled.</summary>
    public async Task PumpAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            foreach (PostedRequest posted in await _recorder.ReadRequestsAsync(cancellationToken).ConfigureAwait(false))
            {
                if (await CarryOutAsync(posted.Request).ConfigureAwait(false))
                {
                    await _recorder.RemoveRequestAsync(posted.Id, cancellationToken).ConfigureAwait(false);
                }
            }

            await _recorder.TellProgressAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(MailboxPoll, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _soft.Dispose();

    // Gates and failed steps take what is for them; all that is for the whole run is taken here.
    private async Task<bool> CarryOutAsync(RunRequest? request)
    {
        switch (request)
        {
            case PauseRequest pause when _recorder.State.Paused is null:
                _paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await _recorder.AppendAsync(new RunPaused(pause.By, pause.Reason)).ConfigureAwait(false);
                Tell();
                return true;
            case ContinueRequest go when _recorder.State.Paused is not null:
                await _recorder.AppendAsync(new RunContinued(go.By)).ConfigureAwait(false);
                Release();
                return true;
            case StopRequest stop:
                await HaltAsync(new RunHalted(stop.By, false, stop.Reason)).ConfigureAwait(false);
                return true;
            case CancelRequest cancel:
                await HaltAsync(new RunHalted(cancel.By, true, cancel.Reason)).ConfigureAwait(false);
                return true;
            default:
                return request is PauseRequest or ContinueRequest;
        }
    }

    private async Task HaltAsync(RunHalted halted)
    {
        // Who stops can still be outdone by who cancels, not the other way round.
        if (_recorder.State.Halted is null or { Cancelled: false } && _recorder.State.Halted?.Cancelled != halted.Cancelled)
        {
            await _recorder.AppendAsync(halted).ConfigureAwait(false);
        }

        await _soft.CancelAsync().ConfigureAwait(false);
        Release();
    }

    /// <summary>Lets the changes that are under way finish and begins nothing new, without a word in the record.</summary>
    public void Drain()
    {
        _soft.Cancel();
        Release();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Tell()
    {
        TaskCompletionSource before = _changed;
        _changed = NewChange();
        before.TrySetResult();
    }

    private void Release()
    {
        TaskCompletionSource? paused = _paused;
        _paused = null;
        paused?.TrySetResult();
        Tell();
    }
}
