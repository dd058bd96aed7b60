using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.CommandLine;

/// <summary>Reads where a run stands without a service: the ledger is enough.</summary>
internal static class RecordedRun
{
    /// <exception cref="GuruException">There is no such run, or its records do not make one.</exception>
    public static async Task<RunState> ReadAsync(IRunLedger ledger, string id, CancellationToken cancellationToken)
    {
        IReadOnlyList<LedgerRecord> records = await ledger.ReadAsync(id, cancellationToken).ConfigureAwait(false);
        try
        {
            return RunTransitions.Fold(id, records);
        }
        catch (InvalidTransitionException error)
        {
            throw new GuruException(
                new Failure
                {
                    Id = "LedgerDamaged",
                    Message = $"The records of run {id} do not make a run.",
                    Target = id,
                    Cause = error.Message,
                    NextAction = "Start a new run; it finds out by itself what is already done.",
                },
                error);
        }
    }
}
