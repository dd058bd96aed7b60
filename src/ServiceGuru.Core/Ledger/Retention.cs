using System.Runtime.CompilerServices;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Ledger;

/// <summary>
/// Removes old runs. What operations look up in the past stays: a topic's restore, the previous images, where stable
/// branches were and the deployed commit come from the newest runs that changed the same thing.
/// </summary>
/// <param name="ledger">The ledger.</param>
/// <param name="time">The clock.</param>
public sealed class Retention(IRunLedger ledger, TimeProvider time)
{
    /// <summary>How many of the newest runs stay that have changed the same thing (kind and target of a change).</summary>
    public const int KeptOfEachChange = 3;

    private const string TooYoung = "it is not that old";
    private const string Doubtful = "the outcome of a change is unknown";

    /// <summary>Judges all runs that are older than the rule wants, newest first; removes nothing.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A verdict a run.</returns>
    public IAsyncEnumerable<RetentionVerdict> JudgeAsync(RetentionRule rule, CancellationToken cancellationToken) => JudgeAsync(rule, null, cancellationToken);

    /// <summary>Judges runs that are named, newest first, then those that are not there; removes nothing.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="runs">The runs: each gets a verdict. Null for all that are older than the rule wants.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A verdict a run.</returns>
    public async IAsyncEnumerable<RetentionVerdict> JudgeAsync(RetentionRule rule, IReadOnlyCollection<string>? runs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> left = [.. runs ?? []];
        await foreach (RetentionVerdict verdict in JudgeEachAsync(rule, cancellationToken).ConfigureAwait(false))
        {
            if (left.Remove(verdict.RunId) || (runs is null && verdict.Kept != TooYoung))
            {
                yield return verdict;
            }
        }

        foreach (string id in left.Order(StringComparer.Ordinal))
        {
            yield return new RetentionVerdict(id, null, null, null, null, "there is no such run") { Missing = true };
        }
    }

    private async IAsyncEnumerable<RetentionVerdict> JudgeEachAsync(RetentionRule rule, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rule.Keep, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(rule.OlderThan, TimeSpan.Zero);
        DateTimeOffset oldest = time.GetUtcNow() - rule.OlderThan;
        Dictionary<(string Service, string Runbook), int> ofRunbook = [];
        Dictionary<(string Service, string Kind, string Target), int> ofChange = [];
        await foreach (string id in ledger.FindAsync(new RunFilter(), cancellationToken).ConfigureAwait(false))
        {
            (IReadOnlyList<LedgerRecord> records, RunState? state, bool damaged) = await ReadAsync(id, cancellationToken).ConfigureAwait(false);
            List<Change> changes = [.. ChangeOrder.Newest(records)];
            bool inDoubt = false;
            if (records.Any(record => record.Event is TargetsPlanned))
            {
                // What was done for targets stands in runs of their own, which go with this one.
                foreach (string target in await ledger.ListTargetsAsync(id, cancellationToken).ConfigureAwait(false))
                {
                    (IReadOnlyList<LedgerRecord> own, RunState? ofTarget, bool unreadable) = await ReadAsync(target, cancellationToken).ConfigureAwait(false);
                    changes.AddRange(ChangeOrder.Newest(own));
                    inDoubt |= ofTarget is not null && InDoubt(ofTarget);
                    damaged |= unreadable;
                }
            }

            if (damaged)
            {
                yield return new RetentionVerdict(id, null, null, null, null, $"its records are not what was written: see 'guru audit {id}'");
                continue;
            }

            // What a process left that was killed in the middle of its first record has no age, and is no run.
            if (state is null)
            {
                continue;
            }

            string service = state.Created.Service;
            bool amongNewest = Count(ofRunbook, (service, state.Created.Runbook)) <= rule.Keep;
            string[] needed =
            [
                .. changes.Select(change => (service, change.Kind, change.Target)).Distinct()
                    .Where(key => Count(ofChange, key) <= KeptOfEachChange)
                    .Select(key => $"{key.Kind} {key.Target}"),
            ];
            string? kept = ((state.EndedAt ?? state.UpdatedAt) > oldest ? TooYoung : null)
                ?? Open(state) ?? (inDoubt ? Doubtful : null)
                ?? (amongNewest ? $"it is among the newest {rule.Keep} of its runbook" : null)
                ?? (needed.Length > 0 ? $"it tells what was there before: {needed[0]}" : null)
                ?? (await ledger.IsHeldAsync(id, cancellationToken).ConfigureAwait(false) ? "a process works on it" : null);
            yield return new RetentionVerdict(id, service, state.Created.Runbook, state.Status, state.EndedAt, kept);
        }
    }

    /// <summary>Removes a run that is to go, unless somebody has begun to work on it since it was judged.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The verdict, with the reason where the run stays after all.</returns>
    /// <exception cref="GuruException">It can't be removed (<c>LedgerUnwritable</c>).</exception>
    public async Task<RetentionVerdict> RemoveAsync(RetentionVerdict verdict, CancellationToken cancellationToken)
    {
        try
        {
            await ledger.DeleteAsync(verdict.RunId, cancellationToken).ConfigureAwait(false);
            return verdict;
        }
        catch (GuruException error) when (error.Failure.Id is "RunHeld" or "RunNotFound")
        {
            return verdict with { Kept = error.Failure.Id == "RunHeld" ? "a process works on it" : "it was removed meanwhile" };
        }
    }

    private async Task<(IReadOnlyList<LedgerRecord> Records, RunState? State, bool Damaged)> ReadAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<LedgerRecord> records = await ledger.ReadAsync(id, cancellationToken).ConfigureAwait(false);
            return (records, records.Count > 0 ? LedgerReader.Fold(id, records) : null, false);
        }
        catch (GuruException error) when (error.Failure.Id == "LedgerDamaged")
        {
            return ([], null, true);
        }
    }

    // What somebody may still go on with, or must still look at.
    private static string? Open(RunState state) => state.Status switch
    {
        RunStatus.Running => "it has not ended",
        RunStatus.Stopped => "it was stopped, and can be resumed",
        _ when state.Undoing is not null => "its undo has not ended",
        _ when state.Steps.Exists(step => step.Status == StepStatus.Undecided) => "somebody must decide about a failed step",
        _ when InDoubt(state) => Doubtful,
        _ => null,
    };

    private static bool InDoubt(RunState state) => state.Steps.Exists(step => step.Changes.Exists(change => change.Status is ChangeStatus.Started or ChangeStatus.Unknown));

    private static int Count<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;
}
