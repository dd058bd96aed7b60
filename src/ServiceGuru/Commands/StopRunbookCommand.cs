using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Stops, cancels or pauses a run that another process works on.</summary>
[Cmdlet(VerbsLifecycle.Stop, "Runbook", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = "Stop")]
[OutputType(typeof(RunState))]
public sealed class StopRunbookCommand : AsyncCommand
{
    /// <summary>The run.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [RunId]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string Id { get; set; } = string.Empty;

    /// <summary>Gives the run up: gates close with a no, what runs always still runs, what is undone automatically is undone.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Cancel")]
    public SwitchParameter Cancel { get; set; }

    /// <summary>Lets nothing new begin until somebody lets the run go on with Resume-Runbook.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Pause")]
    public SwitchParameter Pause { get; set; }

    /// <summary>Why; the record keeps it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    /// <summary>Gives the run as it stood when it was asked.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override Task ProcessAsync(CancellationToken cancellationToken) => EachAsync(Id, () => StopAsync(cancellationToken));

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        RunControl control = new(await OpenLedgerAsync().ConfigureAwait(false));
        string what = Cancel ? "Cancel" : Pause ? "Pause" : "Stop";
        if (!await Prompt.ShouldChangeAsync($"{what} run {Id}", $"{what} run", Id).ConfigureAwait(false))
        {
            return;
        }

        RunState run = await (Cancel ? control.CancelAsync(Id, ModuleSettings.User, Reason, cancellationToken)
            : Pause ? control.PauseAsync(Id, ModuleSettings.User, Reason, cancellationToken)
            : control.StopAsync(Id, ModuleSettings.User, Reason, cancellationToken)).ConfigureAwait(false);
        if (PassThru)
        {
            Emit(run);
        }
    }
}
