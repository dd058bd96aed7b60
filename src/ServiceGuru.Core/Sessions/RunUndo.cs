using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Sessions;

/// <summary>Undoes a run that nobody works on, after its plan was agreed to.</summary>
internal sealed class RunUndo(ServiceSession session)
{
    public async Task<UndoPlan> PlanAsync(string runId, IReadOnlyList<string>? steps, CancellationToken cancellationToken) =>
        await new RunUndoPlanner(session).PlanAsync(await session.GetRunAsync(runId, cancellationToken).ConfigureAwait(false), steps, cancellationToken).ConfigureAwait(false);

    public async Task<RunOutcome> UndoAsync(
        string runId, IReadOnlyList<string>? steps, string by, IGatekeeper gatekeeper, IRunObserver observer, CancellationToken cancellationToken)
    {
        IRunWriter writer = await session.Ledger.OpenAsync(runId, cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            await new RunsInProgress(session.Ledger).RefuseOthersAsync(writer.State.Created, runId, cancellationToken).ConfigureAwait(false);
            await writer.TakeServiceAsync(cancellationToken).ConfigureAwait(false);
            UndoPlan plan = await new RunUndoPlanner(session).PlanAsync(writer.State, steps, cancellationToken).ConfigureAwait(false);
            if (plan.InDoubt.Count > 0)
            {
                throw new GuruException(InDoubt(plan));
            }

            // An undo that was interrupted after its last change is brought to its end.
            UndoRequested? begun = writer.State.Undoing;
            if (!plan.CanUndo && begun is null)
            {
                return writer.State.Status == RunStatus.Undone ? new RunOutcome(writer.State) : throw new GuruException(NothingToUndo(plan));
            }

            IReadOnlyList<KeptChange> kept = !plan.CanUndo ? begun!.Kept : await AgreeAsync(plan, gatekeeper, cancellationToken).ConfigureAwait(false);
            await RunMailbox.DropStaleAsync(writer, false, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<string> chosen = [.. writer.State.Steps.Select(step => step.Step.Id).Where(step => steps is null || steps.Contains(step, StringComparer.Ordinal))];
            LedgerRecord requested = await writer.AppendAsync(new UndoRequested(by, chosen) { Kept = kept }, cancellationToken).ConfigureAwait(false);
            SteadyObserver shown = SteadyObserver.Of(observer);
            shown.OnRecord(requested, writer.State);
            Runbook runbook = new RunbookReader(session.Parser, session.Operations).ReadPinned(writer.State.Created);
            return await session.ExecuteAsync(writer, runbook, gatekeeper, shown, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<IReadOnlyList<KeptChange>> AgreeAsync(UndoPlan plan, IGatekeeper gatekeeper, CancellationToken cancellationToken)
    {
        IReadOnlyList<KeptChange> kept = await UndoConsent.AskAsync(plan.Items, gatekeeper, cancellationToken).ConfigureAwait(false);
        List<UndoItem> stay = [.. plan.Items.Where(item => UndoConsent.Stays(item, kept))];
        return stay.Exists(item => item.Destructive)
            ? throw new GuruException(UndoConsent.NotApproved(plan.RunId, stay.Where(item => item.Destructive)))
            : plan.Items.Any(item => item.Revert is not null && !stay.Contains(item)) ? kept
            : throw new GuruException(new Failure
            {
                Id = "UndoDeclined",
                Message = $"Nothing of run {plan.RunId} was undone, because nobody agreed to it.",
                Target = plan.RunId,
                NextAction = $"If it is meant, repeat it and agree: 'guru undo {plan.RunId}'.",
            });
    }

    private static Failure InDoubt(UndoPlan plan) =>
        Doubt.About(plan.RunId, [.. plan.InDoubt.Select(doubt => new ChangeResult { Change = doubt.Change, Status = ChangeStatus.Unknown, Failure = doubt.Failure })]);

    private static Failure NothingToUndo(UndoPlan plan) => new()
    {
        Id = "NothingToUndo",
        Message = plan.Items.Count == 0 ? $"Run {plan.RunId} has changed nothing that is still there." : $"Nothing of what run {plan.RunId} has changed can be undone.",
        Target = plan.RunId,
        Evidence = [.. plan.Items.Select(item => $"{item.Change.Summary}: {item.WhyNot}")],
        NextAction = plan.Items.Count == 0 ? "There is nothing to do." : $"See what it has changed with 'guru show {plan.RunId}'.",
    };
}
