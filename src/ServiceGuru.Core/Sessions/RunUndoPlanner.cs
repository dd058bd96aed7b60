using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Sessions;

/// <summary>Works out what would be undone, of a run and of the runs of its targets. Reads and probes, writes nothing.</summary>
internal sealed class RunUndoPlanner(ServiceSession session)
{
    private readonly RunbookReader _reader = new(session.Parser, session.Operations);

    /// <summary>Plans it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="steps">The steps that are meant; null for all.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="GuruException"><c>StepNotFound</c>.</exception>
    public async Task<UndoPlan> PlanAsync(RunState run, IReadOnlyList<string>? steps, CancellationToken cancellationToken)
    {
        List<string> known = [.. run.Steps.Select(step => step.Step.Id)];
        ChosenSteps.Check(run.Id, known, steps ?? []);
        IReadOnlyList<string> chosen = steps ?? known;
        Runbook runbook = _reader.ReadPinned(run.Created);
        List<UndoItem> items = [];
        List<UndoDoubt> doubts = [];
        foreach (StepState step in run.Steps.Where(step => chosen.Contains(step.Step.Id)))
        {
            foreach (ChangeResult result in step.Changes.Where(Doubt.IsIn))
            {
                await LookAsync(run, runbook.Step(step.Step.Id), result, items, doubts, cancellationToken).ConfigureAwait(false);
            }
        }

        // What a probe finds is recorded by it, after everything else, and so is undone first.
        items.Reverse();
        HashSet<string> targets = run.Steps.Exists(step => step.Targets.Count > 0)
            ? [.. await session.Ledger.ListTargetsAsync(run.Id, cancellationToken).ConfigureAwait(false)]
            : [];
        foreach (UndoOrder.Done done in UndoOrder.Of(run, chosen))
        {
            if (done.Result is { } applied)
            {
                items.Add(Item(run, runbook.Step(done.Step), applied, false));
            }
            else if (targets.Contains(done.Target!.Target.RunId))
            {
                RunState own = await session.GetRunAsync(done.Target.Target.RunId, cancellationToken).ConfigureAwait(false);
                UndoPlan plan = await PlanAsync(own, null, cancellationToken).ConfigureAwait(false);
                items.AddRange(plan.Items.Select(item => item with { Target = done.Target.Target.Name }));
                doubts.AddRange(plan.InDoubt);
            }
        }

        return new UndoPlan(run.Id, run.Created.Runbook, run.Created.Service, items, doubts);
    }

    private async Task LookAsync(RunState run, RunbookStep step, ChangeResult result, List<UndoItem> items, List<UndoDoubt> doubts, CancellationToken cancellationToken)
    {
        OperationContext own = session.Context(run) with { Step = step.Id, BegunIn = result.Place };
        (ProbeOutcome outcome, Failure? blind) = await Doubt.LookAsync(step.Operation, result.Change, own, cancellationToken).ConfigureAwait(false);
        if (outcome == ProbeOutcome.Applied)
        {
            items.Add(Item(run, step, result with { Status = ChangeStatus.Applied }, true));
        }
        else if (outcome == ProbeOutcome.Unknown)
        {
            doubts.Add(new UndoDoubt(run.Id, step.Id, result.Change, blind ?? result.Failure));
        }
    }

    private static UndoItem Item(RunState run, RunbookStep step, ChangeResult applied, bool wasInDoubt)
    {
        Change? revert = run.Step(step.Id).Undos.GetValueOrDefault(applied.Change.Id)?.Revert ?? step.Operation.Revert(applied);
        return new UndoItem
        {
            RunId = run.Id,
            Step = step.Id,
            Title = step.Title,
            Change = applied.Change,
            Revert = revert,
            WhyNot = revert is not null ? null : applied.Change.Undo is { } byHand ? $"only by hand: {byHand}" : "nothing undoes it",
            WasInDoubt = wasInDoubt,
        };
    }
}
