using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Takes back what a run has changed, last change first.</summary>
[Cmdlet(VerbsCommon.Undo, "RunbookRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RunState))]
public sealed class UndoRunbookRunCommand : ServiceCommand
{
    /// <summary>The runs, one after the other.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [RunId]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>The steps whose changes are undone; all if absent.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ChangedStepCompleter))]
    public string[]? Step { get; set; }

    /// <summary>Agrees to what destroys something, e.g. commits that a branch loses; without it each is asked for.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the run at its end.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (string id in Id)
        {
            await EachAsync(id, () => UndoAsync(id, cancellationToken)).ConfigureAwait(false);
        }
    }

    private async Task UndoAsync(string id, CancellationToken cancellationToken)
    {
        IRunLedger ledger = await OpenLedgerAsync().ConfigureAwait(false);
        RunState run = LedgerReader.Fold(id, await ledger.ReadAsync(id, cancellationToken).ConfigureAwait(false));
        ServiceSession session = await OpenForAsync(run, cancellationToken).ConfigureAwait(false);
        string caption = $"Undo run {id} of {run.Created.Runbook}";
        if (PlanOnly)
        {
            await TellAsync(await session.PlanUndoAsync(id, Step, cancellationToken).ConfigureAwait(false), caption).ConfigureAwait(false);
            return;
        }

        using ProgressDisplay progress = ShowProgress(caption);
        RunWatcher watcher = new(progress, EmitVerbose);
        PipelineGatekeeper gatekeeper = new(Prompt) { User = ModuleSettings.User, Caption = caption, Run = () => id, AllowsDestruction = Force };
        RunOutcome outcome = await session.UndoAsync(id, Step, ModuleSettings.User, gatekeeper, watcher, cancellationToken).ConfigureAwait(false);
        if (PassThru)
        {
            Emit(await session.GetRunAsync(id, cancellationToken).ConfigureAwait(false));
        }

        EmitErrors(outcome.State.Failure);
    }

    private async Task TellAsync(UndoPlan plan, string caption)
    {
        foreach (UndoItem item in plan.Items)
        {
            if (item.Revert is { } revert)
            {
                await Prompt.ShouldChangeAsync($"{item.Step}: {revert.Summary}{(item.Destructive ? " (destroys something)" : string.Empty)}", caption).ConfigureAwait(false);
            }
            else
            {
                EmitVerbose($"{item.Step}: stays: {item.Change.Summary} ({item.WhyNot})");
            }
        }

        foreach (UndoDoubt doubt in plan.InDoubt)
        {
            EmitError(new Failure
            {
                Id = "OutcomeUnknown",
                Kind = FailureKind.UnknownOutcome,
                Message = $"Nobody can tell whether this happened: {doubt.Change.Summary}",
                Target = doubt.Change.Target,
                Details = doubt.Failure is null ? [] : [doubt.Failure],
                NextAction = $"Look at {doubt.Change.Target} by hand; nothing is undone while this is in doubt.",
            });
        }

        if (plan.Items.Count == 0 && plan.InDoubt.Count == 0)
        {
            await Prompt.ShouldChangeAsync("Nothing to do: the run has changed nothing that is still there", caption).ConfigureAwait(false);
        }
    }
}
