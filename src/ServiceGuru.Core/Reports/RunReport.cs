using ServiceGuru.Ledger;
using ServiceGuru.Operations;

namespace ServiceGuru.Reports;

/// <summary>
/// A run as one HTML file that needs nothing else: no script, no picture, no style from elsewhere. Running, failed, undone
/// and huge runs have one, too; the same records always make the same text.
/// </summary>
public static class RunReport
{
    /// <summary>Makes the report of a run.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The page.</returns>
    /// <exception cref="GuruException"><c>RunNotFound</c>, <c>LedgerUnreadable</c>, <c>LedgerDamaged</c>.</exception>
    public static async Task<string> CreateAsync(IRunLedger ledger, string runId, CancellationToken cancellationToken)
    {
        IReadOnlyList<LedgerRecord> records = await ledger.ReadAsync(runId, cancellationToken).ConfigureAwait(false);

        // The run may go on meanwhile: what is told ends at the record whose hash is told.
        RunAudit audit = await ledger.AuditAsync(runId, cancellationToken).ConfigureAwait(false);
        if (audit.Records > records.Count)
        {
            records = await ledger.ReadAsync(runId, cancellationToken).ConfigureAwait(false);
        }

        return audit.Intact ? Create(runId, [.. records.Take((int)audit.Records)], audit.LastHash) : throw Damaged(runId, audit.Reason);
    }

    /// <summary>Makes the report of records.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="records">Its records in order.</param>
    /// <param name="lastHash">The hash of the last one.</param>
    /// <returns>The page.</returns>
    /// <exception cref="GuruException">They do not make a run (<c>LedgerDamaged</c>).</exception>
    public static string Create(string runId, IReadOnlyList<LedgerRecord> records, string lastHash) => new ReportPage(RunStory.Of(runId, records), lastHash).Write();

    private static GuruException Damaged(string runId, string? cause) => new(new Failure
    {
        Id = "LedgerDamaged",
        Message = $"The records of run {runId} do not make a run.",
        Target = runId,
        Cause = cause,
        NextAction = $"See which record it is: guru audit {runId}.",
    });
}
