using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.CommandLine;

/// <summary>Reads where a run stands without a service: the ledger is enough.</summary>
internal static class RecordedRun
{
    /// <exception cref="Operations.GuruException">There is no such run, or its records do not make one.</exception>
    public static async Task<RunState> ReadAsync(IRunLedger ledger, string id, CancellationToken cancellationToken) =>
        LedgerReader.Fold(id, await ledger.ReadAsync(id, cancellationToken).ConfigureAwait(false));
}
