using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Undoes what a run has changed, last step first.</summary>
internal sealed class UndoExecutor(Runbook runbook, RunRecorder recorder, OperationContext context, TargetParts? targets = null)
{
    private readonly List<Failure> _left = [];

    /// <summary>Undoes the changes of the steps with <c>undo: automatic</c>.</summary>
    public Task UndoAutomaticAsync(CancellationToken cancellationToken) =>
        UndoStepsAsync(runbook.Steps.Where(step => step.Undo == UndoPolicy.Automatic), cancellationToken);

    /// <summary>Undoes the changes of steps, and gives why some were not undone, or null where all were.</summary>
    /// <param name="ids">The steps.</param>
    /// <param name="cancellationToken">Cuts it off; a resume goes on with it.</param>
    public async Task<Failure?> UndoAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await UndoStepsAsync(runbook.Steps.Where(step => ids.Contains(step.Id)), cancellationToken).ConfigureAwait(false);
        List<Failure> left = [.. recorder.State.Steps.Where(step => ids.Contains(step.Step.Id)).SelectMany(step => step.Undos.Values).Select(undo => undo.Failure).OfType<Failure>(), .. _left];
        return left.Count == 0 ? null : new Failure
        {
            Id = "UndoIncomplete",
            Kind = left.Max(failure => failure.Kind),
            Message = $"{left.Count} change(s) could not be undone.",
            Target = recorder.State.Id,
            Details = left,
            NextAction = $"Mend what stands in the way, then 'guru undo {recorder.State.Id}' goes on with what is left.",
        };
    }

    private async Task UndoStepsAsync(IEnumerable<RunbookStep> chosen, CancellationToken cancellationToken)
    {
        List<RunbookStep> steps = [.. chosen.OrderByDescending(step => recorder.State.Step(step.Id).EndedAt)];
        foreach (RunbookStep step in steps)
        {
            if (step.ForEach is not null && targets is not null)
            {
                _left.AddRange(await new TargetsUndo(step.Id, recorder, targets).UndoAsync(cancellationToken).ConfigureAwait(false));
            }

            foreach (ChangeResult applied in recorder.State.Step(step.Id).Changes.Where(result => result.Status == ChangeStatus.Applied).Reverse().ToList())
            {
                await UndoAsync(step, applied, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task UndoAsync(RunbookStep step, ChangeResult applied, CancellationToken cancellationToken)
    {
        UndoState? begun = recorder.State.Step(step.Id).Undos.GetValueOrDefault(applied.Change.Id);
        if (begun is { Ended: true })
        {
            return;
        }

        if ((begun?.Revert ?? step.Operation.Revert(applied)) is not { } revert)
        {
            return;
        }

        if (begun is null)
        {
            await recorder.AppendAsync(new UndoStarted(step.Id, applied.Change.Id, revert)).ConfigureAwait(false);
        }

        Failure? failure = null;
        try
        {
            bool done = begun is not null && await step.Operation.ProbeAsync(revert, context, cancellationToken).ConfigureAwait(false) == ProbeOutcome.Applied;
            if (!done)
            {
                await step.Operation.ApplyAsync(revert, context, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A failed undo must not keep the others from being undone; it is told with the run.
            failure = Failures.From(error, revert.Summary);
        }

        await recorder.AppendAsync(new UndoEnded(step.Id, applied.Change.Id, failure)).ConfigureAwait(false);
    }
}
