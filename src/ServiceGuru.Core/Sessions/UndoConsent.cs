using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;

namespace ServiceGuru.Sessions;

/// <summary>Shows what would be undone before anything is.</summary>
internal static class UndoConsent
{
    /// <summary>Asks, and gives what stays because it is not wanted.</summary>
    public static async Task<IReadOnlyList<KeptChange>> AskAsync(IEnumerable<UndoItem> items, IGatekeeper gatekeeper, CancellationToken cancellationToken)
    {
        Dictionary<string, UndoItem> asked = items.Where(item => item.Revert is not null).ToDictionary(item => $"{item.RunId}/{item.Step}/{item.Change.Id}", StringComparer.Ordinal);
        IReadOnlySet<string> declined = asked.Count == 0
            ? new HashSet<string>()
            : await gatekeeper.ReviewAsync("undo", [.. asked.Select(entry => entry.Value.Revert! with { Id = entry.Key, After = [], AfterEndOf = [] })], cancellationToken).ConfigureAwait(false);
        return [.. declined.Select(id => asked[id]).Select(item => new KeptChange(item.RunId, item.Step, item.Change.Id))];
    }

    /// <summary>Whether an item stays.</summary>
    public static bool Stays(UndoItem item, IReadOnlyList<KeptChange> kept) => kept.Contains(new KeptChange(item.RunId, item.Step, item.Change.Id));

    /// <summary>Why nothing was undone.</summary>
    public static Failure NotApproved(string runId, IEnumerable<UndoItem> items) => new()
    {
        Id = "DestructiveChangeNotApproved",
        Message = $"To undo run {runId} would destroy something, and nobody agreed to that.",
        Target = runId,
        Evidence = [.. items.Select(item => item.Revert!.Summary)],
        NextAction = "If it is meant, repeat with --allow-destructive (PowerShell: -Force), or name the steps that shall be undone with --step (-Step). Nothing was changed.",
    };
}
