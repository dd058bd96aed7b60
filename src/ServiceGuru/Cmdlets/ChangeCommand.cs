using System.Management.Automation;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Sessions;

namespace ServiceGuru.Cmdlets;

/// <summary>A cmdlet that changes something: <c>-WhatIf</c> plans it live, else it is a recorded run of one operation.</summary>
public abstract class ChangeCommand : ServiceCommand
{
    // ServiceSession.ApplyAsync calls its only step so.
    private const string OnlyStep = "operation";

    /// <summary>Goes now although a freeze or a closed window forbids it: says why. The record keeps it with your name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DuringFreeze { get; set; }

    /// <summary>Whether destructive changes need no question.</summary>
    private protected virtual bool AllowsDestruction => false;

    /// <summary>Carries the operation out, or plans it with <c>-WhatIf</c>; its failures become error records.</summary>
    /// <returns>The output, with <c>-WhatIf</c> the foretold one; null where there is none.</returns>
    private protected async Task<TOutput?> CarryOutAsync<TOutput>(ServiceSession session, string operation, object request, string activity, CancellationToken cancellationToken)
        where TOutput : class
    {
        using ProgressDisplay progress = ShowProgress(activity);
        string directory = await OnPipelineAsync(() => CurrentDirectory).ConfigureAwait(false);
        if (PlanOnly)
        {
            Plan plan = await session.PlanAsync(operation, request, directory, progress, cancellationToken).ConfigureAwait(false);
            await TellPlanAsync(plan, activity).ConfigureAwait(false);
            if (session.Closed(operation, request, DuringFreeze) is { } closed)
            {
                EmitError(closed);
            }

            return session.Operations.Find(operation)!.Forecast(request, plan) is TOutput forecast ? Scriptable.Of(forecast) : null;
        }

        PipelineGatekeeper gatekeeper = new(Prompt) { User = ModuleSettings.User, Caption = activity, AllowsDestruction = AllowsDestruction };
        RunOptions options = new() { By = ModuleSettings.User, WorkingDirectory = directory, DuringFreeze = DuringFreeze };
        RunOutcome outcome = await session.ApplyAsync(operation, request, options, gatekeeper, new RunWatcher(progress, EmitVerbose), cancellationToken).ConfigureAwait(false);
        TellFailure(outcome.State.Step(OnlyStep).Failure ?? outcome.State.Failure, gatekeeper);
        return ServiceSession.OutputOf<TOutput>(outcome.State, OnlyStep);
    }

    private async Task TellPlanAsync(Plan plan, string activity)
    {
        foreach (Failure blocker in plan.Blockers)
        {
            EmitError(blocker);
        }

        foreach (PlanNote note in plan.Notes)
        {
            EmitVerbose($"{note.Target}: {note.Text}");
        }

        foreach (Change change in plan.Changes)
        {
            await Prompt.ShouldChangeAsync(change.Summary, activity).ConfigureAwait(false);
        }

        if (plan.Changes.Count == 0 && plan.Blockers.Count == 0)
        {
            await Prompt.ShouldChangeAsync($"Nothing to do: {string.Join("; ", plan.Notes.Select(note => $"{note.Target}: {note.Text}"))}", activity).ConfigureAwait(false);
        }
    }

    // What failed of several is told one by one. What the person did not want is no error.
    private void TellFailure(Failure? failure, PipelineGatekeeper gatekeeper)
    {
        if (failure is null)
        {
            return;
        }

        if (EndsCall(failure))
        {
            throw new GuruException(failure);
        }

        if (failure.Id == "DestructiveChangeNotApproved" && gatekeeper.SaidNo)
        {
            if (gatekeeper.SaidYes)
            {
                EmitWarning($"Nothing was changed, also of what you agreed to: it is done together with {string.Join("; ", failure.Evidence)}.");
            }

            return;
        }

        IReadOnlyList<Failure> items = failure.Details.Count > 0 ? failure.Details : [failure];
        foreach (Failure item in items.Where(item => item.Id != "ChangeNotApplied" || item.Target is null || !gatekeeper.Declined.Contains(item.Target)))
        {
            EmitError(item);
        }
    }
}
