using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;

namespace ServiceGuru.Commands;

/// <summary>Checks that the records of runs, and of their targets, are what was written.</summary>
[Cmdlet(VerbsDiagnostic.Test, "RunbookRecord")]
[OutputType(typeof(RunAudit), typeof(bool))]
public sealed class TestRunbookRecordCommand : AsyncCommand
{
    /// <summary>The runs; all if absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [RunId]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string[]? Id { get; set; }

    /// <summary>A last hash that was kept elsewhere: proves that what was recorded until then is still there. The hash of one run.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("LastHash")]
    [ValidatePattern("^[0-9a-fA-F]{64}$")]
    public string? ExpectedHash { get; set; }

    /// <summary>Gives only true or false for each record.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        IRunLedger ledger = await OpenLedgerAsync().ConfigureAwait(false);
        if (ExpectedHash is not null && Id is not { Length: 1 })
        {
            throw new GuruException(new Failure { Id = "RunNotNamed", Kind = FailureKind.Usage, Message = "A hash is of one run.", Target = ExpectedHash, NextAction = "Name that run with -Id." });
        }

        foreach (string id in Id ?? await ledger.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await CheckAsync(new LedgerAudit(ledger), id, cancellationToken).ConfigureAwait(false);
            }
            catch (GuruException error)
            {
                EmitError(error.Failure, id);
            }
        }
    }

    private async Task CheckAsync(LedgerAudit ledger, string id, CancellationToken cancellationToken)
    {
        await foreach (RunAudit audit in ledger.CheckAsync([id], cancellationToken).ConfigureAwait(false))
        {
            RunAudit found = ExpectedHash is not null && audit.RunId == id ? await ledger.HoldAgainstAsync(audit, ExpectedHash, cancellationToken).ConfigureAwait(false) : audit;
            Emit(Quiet ? found.Intact : found);
        }
    }
}
