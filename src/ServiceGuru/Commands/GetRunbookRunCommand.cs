using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Commands;

/// <summary>Reads runs from the ledger, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "RunbookRun")]
[OutputType(typeof(RunState))]
public sealed class GetRunbookRunCommand : AsyncCommand
{
    /// <summary>The runs; all if absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [RunId]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Only runs of this runbook: its file, the name of one that ships, or the name that its runs have. By a file those of the name in it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunbookCompleter))]
    public string? Runbook { get; set; }

    /// <summary>Only runs that stand so.</summary>
    [Parameter]
    public RunStatus? Status { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        IRunLedger ledger = await OpenLedgerAsync().ConfigureAwait(false);
        string? runbook = Runbook is null ? null : await (await FactoryAsync().ConfigureAwait(false)).NameOfRunbookAsync(Runbook, cancellationToken).ConfigureAwait(false);
        foreach (string id in Id ?? await ledger.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                IReadOnlyList<LedgerRecord> records = await ledger.ReadAsync(id, cancellationToken).ConfigureAwait(false);

                // A run whose first record was torn by a crash has done nothing.
                if (records.Count > 0 && LedgerReader.Fold(id, records) is { } state && (Status ?? state.Status) == state.Status && (runbook ?? state.Created.Runbook) == state.Created.Runbook)
                {
                    Emit(state);
                }
            }
            catch (GuruException error)
            {
                EmitError(error.Failure, id);
            }
        }
    }
}
