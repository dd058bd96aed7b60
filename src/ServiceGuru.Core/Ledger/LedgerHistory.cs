using System.Runtime.CompilerServices;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Ledger;

/// <summary>Answers questions about the past from the ledger.</summary>
/// <param name="ledger">The ledger.</param>
public sealed class LedgerHistory(IRunLedger ledger) : IRunHistory
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<Change> AppliedChangesAsync(
        string service,
        IReadOnlyCollection<string> kinds,
        string target,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string id in await ledger.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            IReadOnlyList<LedgerRecord> records = await ledger.ReadAsync(id, cancellationToken).ConfigureAwait(false);
            if (records.Count == 0)
            {
                // A run whose first record was torn has done nothing.
                continue;
            }

            if (records[0].Event is not RunCreated created || created.Service != service)
            {
                continue;
            }

            foreach (Change change in ChangeOrder.Newest(records).Where(change => kinds.Contains(change.Kind) && change.Target == target))
            {
                yield return change;
            }
        }
    }
}
