using ServiceGuru.Calendars;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Telemetry;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Drives a run: starts steps whose needs have ended, side by side, until nothing more can happen.</summary>
internal sealed class RunExecutor(Runbook runbook, OperationContext context, IGatekeeper gatekeeper, IRunObserver observer, ITargetUndo targets, TargetParts? parts = null)
{
    private readonly CalendarGuard _calendar = new(runbook, context.Service, context.Time);

    /// <summary>Gets what lets the changes that are under way finish and leaves the rest for another process, which goes on as after a crash.</summary>
    public CancellationToken Drain { get; init; }

    /// <summary>Runs to the end.</summary>
    /// <param name="writer">The run's writer.</param>
    /// <param name="cancellationToken">Cuts the run off; it can be resumed.</param>
    public async Task<RunState> ExecuteAsync(IRunWriter writer, CancellationToken cancellationToken)
    {
        SteadyObserver shown = SteadyObserver.Of(observer);
        using RunTelemetry telemetry = RunTelemetry.Begin(writer, shown);
        using RunRecorder recorder = new(telemetry.Writer, telemetry, context.Time);
        using CancellationTokenSource hard = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, writer.Lost);
        using RunSteering steering = new(recorder, context.Time, hard.Token);
        using CancellationTokenRegistration draining = Drain.Register(steering.Drain);
        try
        {
            bool whole = recorder.State.Undoing is not null || await StepsAsync(recorder, steering).ConfigureAwait(false);
            RunEnded ended = whole ? await EndAsync(recorder, steering).ConfigureAwait(false) : new RunEnded(RunStatus.Stopped);

            // What people ask from here on comes too late: no record may follow the last one.
            await steering.CloseAsync().ConfigureAwait(false);
            if (ended.Status == RunStatus.Stopped && Drain.IsCancellationRequested && recorder.State.Halted is null)
            {
                return recorder.State;
            }

            await recorder.AppendAsync(ended).ConfigureAwait(false);
            shown.Require(recorder.State);
            return recorder.State;
        }
        catch (OperationCanceledException) when (writer.Lost.IsCancellationRequested)
        {
            throw LockLost(writer.State.Id);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await steering.CloseAsync().ConfigureAwait(false);
            if (!Drain.IsCancellationRequested)
            {
                await recorder.AppendAsync(new RunEnded(RunStatus.Stopped)).ConfigureAwait(false);
            }

            return recorder.State;
        }
        finally
        {
            await steering.CloseAsync().ConfigureAwait(false);
        }
    }

    // Gives false where somebody has stopped the run.
    private async Task<bool> StepsAsync(RunRecorder recorder, RunSteering steering)
    {
        if (!recorder.State.GivenUp)
        {
            steering.Open(RunPhase.Steps);
            bool whole = await ScheduleAsync(runbook.Steps, recorder, steering).ConfigureAwait(false);

            // Whether somebody ends it early is settled before anything is made of it: the last request may have come just now.
            await steering.CloseAsync().ConfigureAwait(false);
            if (!recorder.State.GivenUp)
            {
                return whole && (recorder.State.Halted is null || !recorder.State.Steps.Exists(step => step.Status == StepStatus.Failed));
            }
        }

        await new RunCancellation(runbook, recorder, context).GiveUpAsync().ConfigureAwait(false);
        steering.Open(RunPhase.Closing);
        bool closed = await ScheduleAsync(runbook.Steps, recorder, steering).ConfigureAwait(false);
        await steering.CloseAsync().ConfigureAwait(false);
        return closed;
    }

    // Gives false where somebody halted the run meanwhile. Then all that was under way has ended.
    private async Task<bool> ScheduleAsync(IReadOnlyList<RunbookStep> steps, RunRecorder recorder, RunSteering steering)
    {
        StepSchedule schedule = new(steps, recorder);

        // Each with a task of its own: what ends at once gives a task that others may share, and one of them would get lost.
        List<Task<RunbookStep>> running = [];
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(steering.Soft);
        try
        {
            while (true)
            {
                foreach (RunbookStep step in await schedule.TakeReadyAsync().ConfigureAwait(false))
                {
                    running.Add(ExecuteStepAsync(step, recorder, steering, stop.Token));
                }

                if (running.Count == 0)
                {
                    return true;
                }

                Task ended = await Task.WhenAny(running.Append(steering.Pump)).ConfigureAwait(false);
                await ended.ConfigureAwait(false);
                if (ended is Task<RunbookStep> over && running.Remove(over))
                {
                    schedule.Return(await over.ConfigureAwait(false));
                }
            }
        }
        catch (Exception error)
        {
            // One step met the end of the run (Ctrl+C, a stop, a full disk): the others end before the lock is given back.
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running.Cast<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (error is OperationCanceledException && !steering.Hard.IsCancellationRequested && steering.Soft.IsCancellationRequested)
            {
                Exception? graver = running.Select(task => task.Exception?.InnerException).FirstOrDefault(inner => inner is not null);
                return graver is null ? false : throw graver;
            }

            throw;
        }
    }

    private async Task<RunbookStep> ExecuteStepAsync(RunbookStep step, RunRecorder recorder, RunSteering steering, CancellationToken cancellationToken)
    {
        OperationContext own = context with { Step = step.Id, Progress = recorder.Progress(step.Id) };
        if (recorder.State.Step(step.Id).RetryAt is { } at && at - context.Time.GetUtcNow() is { } wait && wait > TimeSpan.Zero)
        {
            own.Progress.Report($"tries again in {Documents.Duration.Format(wait)}");
            await Task.Delay(wait, context.Time, cancellationToken).ConfigureAwait(false);
        }

        await steering.MayBeginAsync(cancellationToken).ConfigureAwait(false);
        await new StepExecutor(step, recorder, own, gatekeeper, steering, _calendar, parts).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        return step;
    }

    // Undoes what is to be undone, and gives how the run has ended.
    private async Task<RunEnded> EndAsync(RunRecorder recorder, RunSteering steering)
    {
        UndoExecutor undo = new(runbook, recorder, context, gatekeeper, steering, targets);
        StepState? failed = recorder.State.Steps.Find(step => step.Status == StepStatus.Failed);
        try
        {
            if (recorder.State is { Undoing: null, UndoDecision: { } decision, Halted: not { Cancelled: true } })
            {
                await recorder.AppendAsync(new UndoRequested(decision.By, [.. runbook.Steps.Select(step => step.Id)]) { Because = decision.Step }).ConfigureAwait(false);
            }

            if (recorder.State is { Undoing: null, GivenUp: false } && failed is null)
            {
                return new RunEnded(RunStatus.Succeeded);
            }

            steering.Open(RunPhase.Undo);
            if (recorder.State.Undoing is { } requested)
            {
                Failure? left = await undo.UndoAsync(requested).ConfigureAwait(false);
                return new RunEnded(left is null ? RunStatus.Undone : RunStatus.Failed, left ?? (requested.Because is { } step ? recorder.State.Step(step).Failure : null));
            }

            await undo.UndoAutomaticAsync().ConfigureAwait(false);
            return recorder.State.GivenUp ? new RunEnded(RunStatus.Cancelled, RunCancellation.Because(recorder.State)) : new RunEnded(RunStatus.Failed, failed!.Failure);
        }
        catch (OperationCanceledException) when (steering.Soft.IsCancellationRequested && !steering.Hard.IsCancellationRequested)
        {
            return new RunEnded(RunStatus.Stopped);
        }
    }

    private static GuruException LockLost(string runId) => new(new Failure
    {
        Id = "RunLockLost",
        Kind = FailureKind.Unreachable,
        Message = $"The lock of run {runId} was lost, so nothing more is done here.",
        Target = runId,
        Cause = "The ledger's server could not be reached long enough for another process to take the run over.",
        NextAction = $"See whether another process goes on with it ('guru show {runId}'); if none does: 'guru resume {runId}'.",
    });
}
