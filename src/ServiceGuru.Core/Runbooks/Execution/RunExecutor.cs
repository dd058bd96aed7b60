using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Drives a run: starts steps whose needs have ended, side by side, until nothing more can happen.</summary>
internal sealed class RunExecutor(Runbook runbook, OperationContext context, IGatekeeper gatekeeper, IRunObserver observer)
{
    /// <summary>Runs to the end.</summary>
    /// <param name="writer">The run's writer.</param>
    /// <param name="cancellationToken">Stops the run; it can be resumed.</param>
    public async Task<RunState> ExecuteAsync(IRunWriter writer, CancellationToken cancellationToken)
    {
        using RunRecorder recorder = new(writer, observer);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Dictionary<string, Task> running = [];
        try
        {
            while (true)
            {
                await SkipAsync(recorder).ConfigureAwait(false);
                foreach (RunbookStep step in Ready(recorder.State).Where(step => !running.ContainsKey(step.Id)))
                {
                    running[step.Id] = ExecuteStepAsync(step, recorder, stop.Token);
                }

                if (running.Count == 0)
                {
                    break;
                }

                Task ended = await Task.WhenAny(running.Values).ConfigureAwait(false);
                running.Remove(running.First(entry => entry.Value == ended).Key);
                await ended.ConfigureAwait(false);
            }

            await EndAsync(recorder, stop.Token).ConfigureAwait(false);
            return recorder.State;
        }
        catch
        {
            // One step met the end of the run (Ctrl+C, a full disk): the others end before the lock is given back.
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                await recorder.AppendAsync(new RunEnded(RunStatus.Stopped)).ConfigureAwait(false);
                return recorder.State;
            }

            throw;
        }
    }

    private async Task ExecuteStepAsync(RunbookStep step, RunRecorder recorder, CancellationToken cancellationToken)
    {
        OperationContext own = context with { Step = step.Id, Progress = recorder.Progress(step.Id) };
        if (recorder.State.Step(step.Id).RetryAt is { } at && at - context.Time.GetUtcNow() is { } wait && wait > TimeSpan.Zero)
        {
            own.Progress.Report($"tries again in {Documents.Duration.Format(wait)}");
            await Task.Delay(wait, context.Time, cancellationToken).ConfigureAwait(false);
        }

        await new StepExecutor(step, recorder, own, gatekeeper).ExecuteAsync(cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<RunbookStep> Ready(RunState state) => runbook.Steps.Where(step =>
        !state.Step(step.Id).Ended && step.Needs.All(need => state.Step(need).Ended));

    // Skipping one step can decide the next one; the steps are in order, so one pass is enough.
    private async Task SkipAsync(RunRecorder recorder)
    {
        foreach (RunbookStep step in runbook.Steps)
        {
            RunState state = recorder.State;
            if (state.Step(step.Id).Status != StepStatus.Pending || step.Needs.Any(need => !state.Step(need).Ended))
            {
                continue;
            }

            List<StepState> needs = [.. step.Needs.Select(state.Step)];
            StepState? unmet = needs.Find(need => need.Status != StepStatus.Succeeded);
            if (step.When == StepCondition.Success && unmet is not null)
            {
                await recorder.AppendAsync(new StepSkipped(step.Id, $"step '{unmet.Step.Id}' {(unmet.Status == StepStatus.Failed ? "failed" : "was skipped")}")).ConfigureAwait(false);
            }
            else if (step.When == StepCondition.Failure && !needs.Exists(need => need.Status == StepStatus.Failed))
            {
                await recorder.AppendAsync(new StepSkipped(step.Id, $"none of these has failed: {string.Join(", ", step.Needs)}")).ConfigureAwait(false);
            }
        }
    }

    private async Task EndAsync(RunRecorder recorder, CancellationToken cancellationToken)
    {
        StepState? failed = recorder.State.Steps.Find(step => step.Status == StepStatus.Failed);
        if (failed is null)
        {
            await recorder.AppendAsync(new RunEnded(RunStatus.Succeeded)).ConfigureAwait(false);
            return;
        }

        await new UndoExecutor(runbook, recorder, context).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        await recorder.AppendAsync(new RunEnded(RunStatus.Failed, failed.Failure)).ConfigureAwait(false);
    }
}
