using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Telemetry;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Drives a run: starts steps whose needs have ended, side by side, until nothing more can happen.</summary>
internal sealed class RunExecutor(Runbook runbook, OperationContext context, IGatekeeper gatekeeper, IRunObserver observer)
{
    /// <summary>Runs to the end.</summary>
    /// <param name="writer">The run's writer.</param>
    /// <param name="cancellationToken">Cuts the run off; it can be resumed.</param>
    public async Task<RunState> ExecuteAsync(IRunWriter writer, CancellationToken cancellationToken)
    {
        using RunTelemetry telemetry = RunTelemetry.Begin(writer, observer);
        using RunRecorder recorder = new(telemetry.Writer, telemetry, context.Time);
        using CancellationTokenSource hard = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, writer.Lost);
        using RunSteering steering = new(recorder, context.Time, hard.Token);
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(hard.Token);
        Task pump = steering.PumpAsync(over.Token);
        try
        {
            if (recorder.State.Undoing is null && !await StepsAsync(recorder, steering, pump).ConfigureAwait(false))
            {
                return recorder.State;
            }

            await EndAsync(recorder, hard.Token).ConfigureAwait(false);
            return recorder.State;
        }
        catch (OperationCanceledException) when (writer.Lost.IsCancellationRequested)
        {
            throw LockLost(writer.State.Id);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await recorder.AppendAsync(new RunEnded(RunStatus.Stopped)).ConfigureAwait(false);
            return recorder.State;
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Gives false where the run has ended here: somebody stopped it.
    private async Task<bool> StepsAsync(RunRecorder recorder, RunSteering steering, Task pump)
    {
        if (recorder.State.Halted is null && await ScheduleAsync(runbook.Steps, recorder, steering, pump).ConfigureAwait(false))
        {
            return true;
        }

        if (recorder.State.Halted is not { Cancelled: true } cancelled)
        {
            await recorder.AppendAsync(new RunEnded(RunStatus.Stopped)).ConfigureAwait(false);
            return false;
        }

        using RunSteering last = new(recorder, context.Time, steering.Hard);
        await new RunCancellation(runbook, recorder).GiveUpAsync(cancelled).ConfigureAwait(false);
        await ScheduleAsync(runbook.Steps, recorder, last, pump).ConfigureAwait(false);
        return true;
    }

    // Gives false where somebody halted the run meanwhile. Then all that was under way has ended.
    private async Task<bool> ScheduleAsync(IReadOnlyList<RunbookStep> steps, RunRecorder recorder, RunSteering steering, Task pump)
    {
        StepSchedule schedule = new(steps, recorder);
        Dictionary<Task, RunbookStep> running = [];
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(steering.Soft);
        try
        {
            while (true)
            {
                foreach (RunbookStep step in await schedule.TakeReadyAsync().ConfigureAwait(false))
                {
                    running[ExecuteStepAsync(step, recorder, steering, stop.Token)] = step;
                }

                if (running.Count == 0)
                {
                    return true;
                }

                Task ended = await Task.WhenAny(running.Keys.Append(pump)).ConfigureAwait(false);
                await ended.ConfigureAwait(false);
                running.Remove(ended, out RunbookStep? over);
                schedule.Return(over!);
            }
        }
        catch (Exception error)
        {
            // One step met the end of the run (Ctrl+C, a stop, a full disk): the others end before the lock is given back.
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (error is OperationCanceledException && !steering.Hard.IsCancellationRequested && steering.Soft.IsCancellationRequested)
            {
                Exception? graver = running.Keys.Select(task => task.Exception?.InnerException).FirstOrDefault(inner => inner is not null);
                return graver is null ? false : throw graver;
            }

            throw;
        }
    }

    private async Task ExecuteStepAsync(RunbookStep step, RunRecorder recorder, RunSteering steering, CancellationToken cancellationToken)
    {
        OperationContext own = context with { Step = step.Id, Progress = recorder.Progress(step.Id) };
        if (recorder.State.Step(step.Id).RetryAt is { } at && at - context.Time.GetUtcNow() is { } wait && wait > TimeSpan.Zero)
        {
            own.Progress.Report($"tries again in {Documents.Duration.Format(wait)}");
            await Task.Delay(wait, context.Time, cancellationToken).ConfigureAwait(false);
        }

        await steering.MayBeginAsync(cancellationToken).ConfigureAwait(false);
        await new StepExecutor(step, recorder, own, gatekeeper, steering).ExecuteAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task EndAsync(RunRecorder recorder, CancellationToken cancellationToken)
    {
        UndoExecutor undo = new(runbook, recorder, context);
        if (recorder.State.Undoing is { } requested)
        {
            Failure? left = await undo.UndoAsync(requested.Steps, cancellationToken).ConfigureAwait(false);
            await recorder.AppendAsync(new RunEnded(left is null ? RunStatus.Undone : RunStatus.Failed, left)).ConfigureAwait(false);
            return;
        }

        StepState? failed = recorder.State.Steps.Find(step => step.Status == StepStatus.Failed);
        if (failed is null && recorder.State.Halted is null)
        {
            await recorder.AppendAsync(new RunEnded(RunStatus.Succeeded)).ConfigureAwait(false);
            return;
        }

        bool all = recorder.State.Steps.Exists(step => step is { Status: StepStatus.Failed, Decision.Choice: FailureChoice.Undo });
        if (all)
        {
            Failure? left = await undo.UndoAsync([.. runbook.Steps.Select(step => step.Id)], cancellationToken).ConfigureAwait(false);
            await recorder.AppendAsync(new RunEnded(left is null ? RunStatus.Undone : RunStatus.Failed, failed!.Failure)).ConfigureAwait(false);
            return;
        }

        await undo.UndoAutomaticAsync(cancellationToken).ConfigureAwait(false);
        await recorder.AppendAsync(recorder.State.Halted is { } halted
            ? new RunEnded(RunStatus.Cancelled, RunCancellation.Because(recorder.State.Id, halted))
            : new RunEnded(RunStatus.Failed, failed!.Failure)).ConfigureAwait(false);
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
