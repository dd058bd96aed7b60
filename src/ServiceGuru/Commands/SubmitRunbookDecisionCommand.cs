using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Hands in what shall become of a failed step to the process that works on its run.</summary>
[Cmdlet(VerbsLifecycle.Submit, "RunbookDecision", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(RunState))]
public sealed class SubmitRunbookDecisionCommand : AsyncCommand
{
    /// <summary>The run.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [RunId]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string Id { get; set; } = string.Empty;

    /// <summary>The step that has failed and waits for a decision.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UndecidedStepCompleter))]
    public string Step { get; set; } = string.Empty;

    /// <summary>
    /// What shall happen. Retry: try the step again; Skip: leave it and go on, which needs a reason; Undo: give the run up and
    /// undo all of it; Abort: let the run fail.
    /// </summary>
    [Parameter(Mandatory = true, Position = 2)]
    public FailureChoice Choice { get; set; }

    /// <summary>Why; the record keeps it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    /// <summary>Gives the run as it stood when the decision was handed in.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        try
        {
            RunControl control = new(await OpenLedgerAsync().ConfigureAwait(false));
            FailureDecision decision = new(Step, ModuleSettings.User, Choice, Reason);
            await control.CheckAsync(Id, decision, cancellationToken).ConfigureAwait(false);
            if (!await Prompt.ShouldChangeAsync($"Decide about step '{Step}' of run {Id}: {Choice}", Id, Id).ConfigureAwait(false))
            {
                return;
            }

            RunState run = await control.DecideAsync(Id, decision, cancellationToken).ConfigureAwait(false);
            if (PassThru)
            {
                Emit(run);
            }
        }
        catch (GuruException error) when (!EndsCall(error.Failure))
        {
            // One of several runs that waits for nothing keeps the others from nothing.
            EmitError(error.Failure, Id);
        }
    }
}
