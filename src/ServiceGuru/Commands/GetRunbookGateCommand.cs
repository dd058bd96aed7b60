using System.Management.Automation;
using ServiceGuru.Approvals;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;

namespace ServiceGuru.Commands;

/// <summary>Lists the gates that wait for people.</summary>
[Cmdlet(VerbsCommon.Get, "RunbookGate")]
[OutputType(typeof(OpenGate))]
public sealed class GetRunbookGateCommand : AsyncCommand
{
    /// <summary>The runs; all if absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [RunId]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string[]? Id { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        IRunLedger ledger = await OpenLedgerAsync().ConfigureAwait(false);
        GateDesk desk = new(ledger, Time);
        foreach (string id in Id ?? await ledger.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            OpenGateList list = await desk.ListAsync([id], cancellationToken).ConfigureAwait(false);
            EmitEach(list.Gates);
            foreach (Failure failure in list.Unreadable)
            {
                EmitError(failure, id);
            }
        }
    }
}
