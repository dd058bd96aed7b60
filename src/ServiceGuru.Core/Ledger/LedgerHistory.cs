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
        await foreach ((_, IReadOnlyList<LedgerRecord> records) in RecordsAsync(service, cancellationToken).ConfigureAwait(false))
        {
            foreach (Change change in ChangeOrder.Newest(records).Where(change => kinds.Contains(change.Kind) && change.Target == target))
            {
                yield return change;
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordedChange> RecordedChangesAsync(string service, string kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach ((string id, IReadOnlyList<LedgerRecord> records) in RecordsAsync(service, cancellationToken).ConfigureAwait(false))
        {
            Dictionary<(string Step, string Change), Change> planned = records.Select(record => record.Event).OfType<StepPlanned>()
                .SelectMany(step => step.Changes.Where(change => change.Kind == kind).Select(change => (Key: (step.Step, change.Id), Change: change)))
                .ToDictionary(entry => entry.Key, entry => entry.Change);
            foreach (LedgerRecord record in records.Reverse())
            {
                if (record.Event is ChangeEnded { Status: ChangeStatus.Applied } ended && planned.TryGetValue((ended.Step, ended.Change), out Change? change))
                {
                    yield return new RecordedChange(id, ((RunCreated)records[0].Event).By, record.Time, change, ended.Values);
                }
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RunChanges> RunsAsync(
        string service, IReadOnlyCollection<string> kinds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach ((string id, IReadOnlyList<LedgerRecord> records) in RecordsAsync(service, cancellationToken).ConfigureAwait(false))
        {
            List<Change> changes = [.. ChangeOrder.Newest(records).Where(change => kinds.Contains(change.Kind))];
            if (changes.Count > 0)
            {
                yield return new RunChanges(id, changes);
            }
        }
    }

    private async IAsyncEnumerable<(string Run, IReadOnlyList<LedgerRecord> Records)> RecordsAsync(string service, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (string id in ledger.FindAsync(new RunFilter { Service = service }, cancellationToken).ConfigureAwait(false))
        {
            IReadOnlyList<LedgerRecord> records = await ReadAsync(id, cancellationToken).ConfigureAwait(false);

            // A run whose first record was torn has done nothing.
            if (records.Count == 0)
            {
                continue;
            }

            // What was done for targets stands in runs of their own, the newest last.
            if (records.Any(record => record.Event is TargetsPlanned))
            {
                foreach (string target in (await ledger.ListTargetsAsync(id, cancellationToken).ConfigureAwait(false)).OrderByDescending(RunIds.IndexOf))
                {
                    yield return (target, await ReadAsync(target, cancellationToken).ConfigureAwait(false));
                }
            }

            yield return (id, records);
        }
    }

    // A damaged run is never passed over: it may hold the newest change, and what came before that would be put back or done twice.
    private async Task<IReadOnlyList<LedgerRecord>> ReadAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await ledger.ReadAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (GuruException error) when (error.Failure.Id == "LedgerDamaged")
        {
            throw LedgerFailures.PastDamaged(id, error);
        }
    }
}
