using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Branches;

/// <summary>Where a recorded run found the branches, and where runs have put them since.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Before">The full commit before the run, by the repositories that it moved.</param>
/// <param name="Ours">The full commits that this run and later ones put each branch at, newest first.</param>
internal sealed record RecordedMoves(string RunId, IReadOnlyDictionary<string, string> Before, ILookup<string, string> Ours)
{
    /// <summary>Finds the run that is meant.</summary>
    /// <param name="repositories">The repositories that are meant.</param>
    /// <param name="run">The run, or null for the last one that moved any of them.</param>
    /// <param name="context">The service and its history.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="GuruException">No run has moved any of them (<c>NoRecordedMove</c>).</exception>
    public static async Task<RecordedMoves> FindAsync(IReadOnlyList<RepositoryDefinition> repositories, string? run, OperationContext context, CancellationToken cancellationToken)
    {
        HashSet<string> names = [.. repositories.Select(repository => repository.Name)];
        List<Change> since = [];
        await foreach (RunChanges found in context.History.RunsAsync(context.Service.Name, BranchChanges.Kinds, cancellationToken).ConfigureAwait(false))
        {
            List<Change> changes = [.. found.Changes.Where(change => names.Contains(change.Target))];
            since.AddRange(changes);
            List<Change> moves = [.. changes.Where(change => change.Kind == BranchChanges.Kind)];
            if ((run is null && moves.Count > 0) || found.RunId == run)
            {
                return moves.Count == 0 ? throw new GuruException(BranchFailures.NothingRecorded(run, context.Service.Name)) : new RecordedMoves(
                    found.RunId,
                    // The oldest of its changes: an attempt that was repeated, or undone, began there.
                    moves.GroupBy(change => change.Target, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().From!, StringComparer.Ordinal),
                    since.Where(change => change.To is not null).ToLookup(change => change.Target, change => change.To!, StringComparer.Ordinal));
            }
        }

        throw new GuruException(BranchFailures.NothingRecorded(run, context.Service.Name));
    }
}
