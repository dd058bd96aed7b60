using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Goes on with a run that was interrupted, stopped or has failed; lets one go on that is paused.</summary>
[Cmdlet(VerbsLifecycle.Resume, "Runbook", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(StepState), typeof(RunState))]
public sealed class ResumeRunbookCommand : RunCommand
{
    /// <summary>The run.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [RunId]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string Id { get; set; } = string.Empty;

    /// <summary>The step from which it goes on: it and all that need it are done again, also of a run that had succeeded.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StepCompleter))]
    public string? From { get; set; }

    /// <summary>Follows the present text of the runbook's file from here on.</summary>
    [Parameter]
    public SwitchParameter Migrate { get; set; }

    /// <summary>What happens when a step has failed for good: Ask waits for a decision, Fail ends the run. As it was if absent.</summary>
    [Parameter]
    public FailurePolicy? OnFailure { get; set; }

    private protected override Task ProcessAsync(CancellationToken cancellationToken) => EachAsync(Id, () => ResumeAsync(cancellationToken));

    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        IRunLedger ledger = await OpenLedgerAsync().ConfigureAwait(false);
        RunState run = LedgerReader.Fold(Id, await ledger.ReadAsync(Id, cancellationToken).ConfigureAwait(false));
        RunCreated created = run.Created;

        // A paused run has its process still: that one goes on with it, and only needs to be told.
        if (run.Paused is not null && From is null && !Migrate && await ledger.IsHeldAsync(Id, cancellationToken).ConfigureAwait(false))
        {
            if (await Prompt.ShouldChangeAsync($"Let run {Id} of {created.Runbook} go on, which {run.Paused.By} has paused", created.Runbook, Id).ConfigureAwait(false))
            {
                Emit(await new RunControl(ledger).ContinueAsync(Id, ModuleSettings.User, cancellationToken).ConfigureAwait(false));
            }

            return;
        }

        ResumeOptions options = new() { By = ModuleSettings.User, From = From, Migrate = Migrate, DuringFreeze = DuringFreeze, OnFailure = OnFailure };
        ServiceSession session = await OpenForAsync(run, cancellationToken).ConfigureAwait(false);
        if (PlanOnly)
        {
            bool goesOn = await session.CheckResumeAsync(Id, options, cancellationToken).ConfigureAwait(false);
            await Prompt.ShouldChangeAsync(goesOn ? Summary(run) : $"Nothing to do: run {Id} of {created.Runbook} has succeeded", created.Runbook).ConfigureAwait(false);
            return;
        }

        await CarryOnAsync(
            session,
            created.Runbook,
            (gatekeeper, watcher, token) => session.ResumeAsync(Id, options, gatekeeper, watcher, token),
            cancellationToken).ConfigureAwait(false);
    }

    private string Summary(RunState run)
    {
        string[] open = [.. run.Steps.Where(step => step.Status is not (StepStatus.Succeeded or StepStatus.Skipped)).Select(step => step.Step.Id)];
        string where = From is not null ? $" from {From} on" : open.Length > 0 ? $" at {string.Join(", ", open)}" : string.Empty;
        return $"Resume run {Id} of {run.Created.Runbook}{where}{(Migrate ? ", with the present text of its runbook" : string.Empty)}";
    }
}
