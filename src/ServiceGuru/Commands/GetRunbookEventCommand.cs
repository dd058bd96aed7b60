using System.Management.Automation;
using ServiceGuru.Binding;
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
    /// <summary>The runs, one after the other.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [RunId]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Waits for further events until the run ends.</summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (string id in Id)
        {
            await EachAsync(id, () => ReadAsync(id, cancellationToken)).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(string id, CancellationToken cancellationToken)
    {
        IRunLedger ledger = await OpenLedgerAsync().ConfigureAwait(false);
        RunbookEvent? last = null;
        await foreach (RunbookEvent happened in new RunEvents(ledger, Time).ReadAsync(id, Follow, cancellationToken).ConfigureAwait(false))
        {
            Emit(happened);
            last = happened;
        }

        if (Follow && last?.Type != "run-ended")
        {
            EmitWarning($"No process works on run {id} any more, so no further event comes. Resume-Runbook {id} goes on with it.");
        }
    }
}
