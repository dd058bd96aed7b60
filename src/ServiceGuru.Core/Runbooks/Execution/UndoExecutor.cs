using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Undoes what a run has changed, in the reverse order in which it really happened.</summary>
internal sealed class UndoExecutor(Runbook runbook, RunRecorder recorder, OperationContext context, IGatekeeper gatekeeper, RunSteering steering, ITargetUndo targets)
{
    /// <summary>Undoes the changes of the steps with <c>undo: automatic</c>.</summary>
    /// <exception cref="OperationCanceledException">Somebody has stopped it.</exception>
    public Task UndoAutomaticAsync() => UndoStepsAsync(
        new UndoRequested(recorder.State.Created.By, [.. runbook.Steps.Where(step => step.Undo == UndoPolicy.Automatic).Select(step => step.Id)]) { Because = "automatic" });

    /// <summary>Undoes what was asked for, and gives why something was not undone, or null where all was.</summary>
    /// <exception cref="OperationCanceledException">Somebody has stopped it; a resume goes on with it.</exception>
    public async Task<Failure?> UndoAsync(UndoRequested requested)
    {
        IReadOnlyList<ChangeResult> doubtful = await DoubtsAsync(requested.Steps).ConfigureAwait(false);
        if (doubtful.Count > 0)
        {
            return Doubt.About(recorder.State.Id, doubtful);
        }

        IReadOnlyList<Failure> ofTargets = await UndoStepsAsync(requested).ConfigureAwait(false);
        List<Failure> left =
        [
            .. recorder.State.Steps.Where(step => requested.Steps.Contains(step.Step.Id)).SelectMany(step => step.Undos.Values).Select(undo => undo.Failure).OfType<Failure>(),
            .. ofTargets,
        ];
        return left.Count == 0 ? null : new Failure
        {
            Id = "UndoIncomplete",
            Kind = left.Max(failure => failure.Kind),
            Message = $"{Quantity.Of(left.Count, "change")} could not be undone.",
            Target = recorder.State.Id,
            Details = left,
            NextAction = $"Mend what stands in the way, then 'guru undo {recorder.State.Id}' goes on with what is left.",
        };
    }

    private async Task<IReadOnlyList<ChangeResult>> DoubtsAsync(IReadOnlyCollection<string> steps)
    {
        foreach (StepState step in recorder.State.Steps.Where(step => steps.Contains(step.Step.Id) && step.Changes.Exists(Doubt.IsIn)))
        {
            RunbookStep defined = runbook.Step(step.Step.Id);
            await Doubt.ProbeAsync(defined, recorder, Context(defined)).ConfigureAwait(false);
        }

        return [.. recorder.State.Steps.Where(step => steps.Contains(step.Step.Id)).SelectMany(step => step.Changes).Where(Doubt.IsIn)];
    }

    // Gives what the targets' runs could not undo; the run's own failures are in its record.
    private async Task<IReadOnlyList<Failure>> UndoStepsAsync(UndoRequested requested)
    {
        List<Failure> left = [];
        foreach (UndoOrder.Done done in UndoOrder.Of(recorder.State, requested.Steps))
        {
            if (done.Result is { } applied)
            {
                await UndoAsync(runbook.Step(done.Step), applied, requested).ConfigureAwait(false);
                continue;
            }

            await steering.MayBeginAsync(steering.Soft).ConfigureAwait(false);
            recorder.Progress(done.Step).Report($"undoing {done.Target!.Target.Name}");
            (bool undone, Failure? failure) = await targets.UndoAsync(done.Target.Target.RunId, requested, steering.Hard).ConfigureAwait(false);
            if (failure is not null)
            {
                left.Add(failure);
            }
            else if (undone && done.Target.Status == StepStatus.Succeeded)
            {
                await recorder.AppendAsync(new TargetUndone(done.Step, done.Target.Target.Name)).ConfigureAwait(false);
            }
        }

        return left;
    }

    private async Task UndoAsync(RunbookStep step, ChangeResult applied, UndoRequested requested)
    {
        UndoState? begun = recorder.State.Step(step.Id).Undos.GetValueOrDefault(applied.Change.Id);
        if (begun is { Ended: true }
            || requested.Kept.Contains(new KeptChange(recorder.State.Id, step.Id, applied.Change.Id))
            || (begun?.Revert ?? step.Operation.Revert(applied)) is not { } revert)
        {
            return;
        }

        await steering.MayBeginAsync(steering.Soft).ConfigureAwait(false);
        Failure? failure = null;
        if (begun is null)
        {
            // Who asked for the undo has seen its plan; what nobody has seen and destroys something needs its own yes.
            failure = requested.Because is not null && revert.Destructive ? await AskAsync(step, revert).ConfigureAwait(false) : null;
            await recorder.AppendAsync(new UndoStarted(step.Id, applied.Change.Id, revert)).ConfigureAwait(false);
        }

        failure ??= await CarryOutAsync(step, revert, begun is not null).ConfigureAwait(false);
        await recorder.AppendAsync(new UndoEnded(step.Id, applied.Change.Id, failure)).ConfigureAwait(false);
    }

    private async Task<Failure?> AskAsync(RunbookStep step, Change revert)
    {
        IReadOnlySet<string> declined = await gatekeeper.ReviewAsync(step.Id, [revert], steering.Soft).ConfigureAwait(false);
        return declined.Count == 0 ? null : new Failure
        {
            Id = "DestructiveChangeNotApproved",
            Message = $"To undo '{revert.Target}' would destroy something, and nobody agreed to that.",
            Target = step.Id,
            Evidence = [revert.Summary],
            NextAction = $"If it is meant, 'guru undo {recorder.State.Id} --allow-destructive' (PowerShell: Undo-RunbookRun -Force).",
        };
    }

    // A failed undo must not keep the others from being undone; it is told with the run.
    private async Task<Failure?> CarryOutAsync(RunbookStep step, Change revert, bool again)
    {
        OperationContext own = Context(step);
        try
        {
            (ProbeOutcome before, Failure? blind) = again ? await LookAsync(step, revert, own).ConfigureAwait(false) : (ProbeOutcome.NotApplied, null);
            if (before == ProbeOutcome.NotApplied)
            {
                await step.Operation.ApplyAsync(revert, own, steering.Hard).ConfigureAwait(false);
            }

            return before == ProbeOutcome.Unknown ? Unknown(revert, blind) : null;
        }
        catch (GuruException error) when (error.Failure.Kind == FailureKind.UnknownOutcome)
        {
            return await ProbeAfterAsync(step, revert, own, error.Failure).ConfigureAwait(false);
        }
        catch (GuruException error) when (revert.Effect == EffectContract.CompareAndSwap)
        {
            // What is not where the run had put it may be back already: then nothing is left to undo.
            return await ProbeAfterAsync(step, revert, own, error.Failure).ConfigureAwait(false) is null ? null : error.Failure;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return Failures.From(error, revert.Summary);
        }
    }

    private async Task<Failure?> ProbeAfterAsync(RunbookStep step, Change revert, OperationContext own, Failure failure)
    {
        (ProbeOutcome outcome, Failure? blind) = await LookAsync(step, revert, own).ConfigureAwait(false);
        return outcome switch
        {
            ProbeOutcome.Applied => null,
            ProbeOutcome.NotApplied => failure with { Kind = FailureKind.Refused },
            _ => Unknown(revert, blind ?? failure),
        };
    }

    private Task<(ProbeOutcome Outcome, Failure? Blind)> LookAsync(RunbookStep step, Change revert, OperationContext own) => Doubt.LookAsync(step.Operation, revert, own, steering.Hard);

    private OperationContext Context(RunbookStep step) => context with { Step = step.Id, Progress = recorder.Progress(step.Id) };

    private Failure Unknown(Change revert, Failure? cause) => new()
    {
        Id = "OutcomeUnknown",
        Kind = FailureKind.UnknownOutcome,
        Message = $"Nobody can tell whether '{revert.Summary}' happened.",
        Target = revert.Target,
        Details = cause is null ? [] : [cause],
        NextAction = $"Look at {revert.Target} by hand, then 'guru undo {recorder.State.Id}' looks again and goes on.",
    };
}
