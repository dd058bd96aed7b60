using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Stops, cancels or pauses a run that another process works on.</summary>
[Cmdlet(VerbsLifecycle.Stop, "Runbook", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = "Stop")]
[OutputType(typeof(RunState))]
public sealed class StopRunbookCommand : AsyncCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

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
        IRunLedger ledger = await OpenLedgerAsync().ConfigureAwait(false);
        RunControl control = new(ledger);
        (string what, RunRequest request) = Cancel ? ("Cancel", new CancelRequest(ModuleSettings.User, Reason))
            : Pause ? ("Pause", new PauseRequest(ModuleSettings.User, Reason))
            : ("Stop", (RunRequest)new StopRequest(ModuleSettings.User, Reason));

        // What the call would be refused for is no "What if", and nothing to confirm.
        await control.CheckAsync(Id, request, cancellationToken).ConfigureAwait(false);
        if (!await Prompt.ShouldChangeAsync($"{what} run {Id}", $"{what} run", Id).ConfigureAwait(false))
        {
            return;
        }

        RunState run = await control.AskAsync(Id, request, cancellationToken).ConfigureAwait(false);
        if (Pause)
        {
            await AwaitPauseAsync(ledger, run.Sequence, cancellationToken).ConfigureAwait(false);
        }

        if (PassThru)
        {
            Emit(run);
        }
    }

    // Until the run's process has taken it, Resume-Runbook would find a run that is under way and refuse it. That process
    // looks for what is asked of it twice a second, whatever it does meanwhile.
    private async Task AwaitPauseAsync(IRunLedger ledger, long asked, CancellationToken cancellationToken)
    {
        DateTimeOffset end = Time.GetUtcNow() + Patience;
        while (!(await ledger.ReadAsync(Id, cancellationToken).ConfigureAwait(false)).Any(record => record.Sequence > asked && (record.Event is RunPaused or RunHalted or RunEnded)))
        {
            if (Time.GetUtcNow() >= end)
            {
                EmitVerbose($"The process that works on run {Id} has not taken it yet.");
                return;
            }

            await Task.Delay(Look, Time, cancellationToken).ConfigureAwait(false);
        }
    }
}
