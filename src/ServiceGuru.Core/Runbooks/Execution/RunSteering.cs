using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

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
    private readonly object _lock = new();
    private readonly List<CancellationTokenSource> _former = [];
    private CancellationTokenSource _soft;
    private CancellationTokenSource? _open;
    private volatile TaskCompletionSource? _paused;
    private volatile TaskCompletionSource _changed = NewChange();
    private bool _draining;

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

    /// <summary>Gets what the run is about.</summary>
    public RunPhase Phase { get; private set; }

    /// <summary>Gets the task that looks into the mailbox; it ends only by an error, or when the steering is closed.</summary>
    public Task Pump { get; private set; } = Task.CompletedTask;

    /// <summary>Begins to take requests, in a phase whose waits nobody has cut yet.</summary>
    public void Open(RunPhase phase)
    {
        Phase = phase;
        _open = CancellationTokenSource.CreateLinkedTokenSource(Hard);
        bool draining;
        lock (_lock)
        {
            // A signal's thread may be about to cancel it, so it is disposed of at the end only.
            _former.Add(_soft);
            _soft = CancellationTokenSource.CreateLinkedTokenSource(Hard);
            draining = _draining;
        }

        if (draining)
        {
            _soft.Cancel();
        }

        Pump = PumpAsync(_open.Token);
    }

    /// <summary>Takes no request any more; those that were taken are recorded when it returns.</summary>
    public async Task CloseAsync()
    {
        if (_open is null)
        {
            return;
        }

        await _open.CancelAsync().ConfigureAwait(false);
        await Pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _open.Dispose();
        _open = null;
    }

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

    /// <summary>Whether nothing new may begin until somebody continues the run.</summary>
    public bool IsPaused => _paused is not null;

    /// <summary>Cuts waits and questions, and lets nothing new begin.</summary>
    public async Task HaltAsync()
    {
        await _soft.CancelAsync().ConfigureAwait(false);
        Release();
    }

    /// <summary>Lets the changes that are under way finish and begins nothing new, in this phase or a later one, without a word in the record.</summary>
    public void Drain()
    {
        CancellationTokenSource soft;
        lock (_lock)
        {
            _draining = true;
            soft = _soft;
        }

        soft.Cancel();
        Release();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _former.ForEach(soft => soft.Dispose());
        _soft.Dispose();
        _open?.Dispose();
    }

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            foreach (PostedRequest posted in await _recorder.ReadRequestsAsync(cancellationToken).ConfigureAwait(false))
            {
                if (await CarryOutAsync(posted.Request).ConfigureAwait(false))
                {
                    // What is recorded must not be read again, also where the run ends in this moment.
                    await _recorder.RemoveRequestAsync(posted.Id, CancellationToken.None).ConfigureAwait(false);
                }

                cancellationToken.ThrowIfCancellationRequested();
            }

            await _recorder.TellProgressAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(MailboxPoll, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    // Gates and failed steps take what is for them; all that is for the whole run is taken here. What makes no sense any
    // more (it came too late) is dropped, so that it can't surprise anybody later.
    private async Task<bool> CarryOutAsync(RunRequest? request)
    {
        RunState state = _recorder.State;
        switch (request)
        {
            case PauseRequest pause when state.Paused is null && !Soft.IsCancellationRequested:
                _paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await _recorder.AppendAsync(new RunPaused(pause.By, pause.Reason)).ConfigureAwait(false);
                Tell();
                return true;
            case ContinueRequest go when state.Paused is not null:
                await _recorder.AppendAsync(new RunContinued(go.By)).ConfigureAwait(false);
                Release();
                return true;
            case StopRequest stop when !Soft.IsCancellationRequested:
                await _recorder.AppendAsync(new RunHalted(stop.By, false, stop.Reason)).ConfigureAwait(false);
                await HaltAsync().ConfigureAwait(false);
                return true;

            // Who stops can still be outdone by who cancels, not the other way round.
            case CancelRequest cancel when Phase == RunPhase.Steps && !state.GivenUp:
                await _recorder.AppendAsync(new RunHalted(cancel.By, true, cancel.Reason)).ConfigureAwait(false);
                await HaltAsync().ConfigureAwait(false);
                return true;
            case FailureDecision decision:
                return state.PositionOf(decision.Step) < 0 || state.Step(decision.Step).Status != StepStatus.Undecided;
            default:
                return request is PauseRequest or ContinueRequest or StopRequest or CancelRequest;
        }
    }

    private void Release()
    {
        TaskCompletionSource? paused = _paused;
        _paused = null;
        paused?.TrySetResult();
        Tell();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Tell()
    {
        TaskCompletionSource before = _changed;
        _changed = NewChange();
        before.TrySetResult();
    }
}
