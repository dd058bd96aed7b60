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
        await foreach (RunChanges run in RunsAsync(service, kinds, cancellationToken).ConfigureAwait(false))
        {
            foreach (Change change in run.Changes.Where(change => change.Target == target))
            {
                yield return change;
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RunChanges> RunsAsync(
        string service, IReadOnlyCollection<string> kinds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string id in await ledger.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            IReadOnlyList<LedgerRecord> records = await ledger.ReadAsync(id, cancellationToken).ConfigureAwait(false);

            // A run whose first record was torn has done nothing.
            if (records.Count == 0 || records[0].Event is not RunCreated created || created.Service != service)
            {
                continue;
            }

            List<Change> changes = [.. ChangeOrder.Newest(records).Where(change => kinds.Contains(change.Kind))];
            if (changes.Count > 0)
            {
                yield return new RunChanges(id, changes);
            }
        }
    }
}
