using System.Management.Automation;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Reads what has happened in a run, event by event.</summary>
[Cmdlet(VerbsCommon.Get, "RunbookEvent")]
[OutputType(typeof(RunbookEvent))]
public sealed class GetRunbookEventCommand : AsyncCommand
{
    /// <summary>The run.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string Id { get; set; } = string.Empty;

    /// <summary>Waits for further events until the run ends.</summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    private protected override Task ProcessAsync(CancellationToken cancellationToken) => EachAsync(Id, () => ReadAsync(cancellationToken));

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        IRunLedger ledger = await OpenLedgerAsync().ConfigureAwait(false);
        RunbookEvent? last = null;
        await foreach (RunbookEvent happened in new RunEvents(ledger, Time).ReadAsync(Id, Follow, cancellationToken).ConfigureAwait(false))
        {
            Emit(happened);
            last = happened;
        }

        if (Follow && last?.Type != "run-ended")
        {
            EmitWarning($"No process works on run {Id} any more, so no further event comes. Resume-Runbook {Id} goes on with it.");
        }
    }
}
