namespace ServiceGuru.Sessions;

/// <summary>How what a run has changed would be undone: made by reading only.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Runbook">The runbook's name.</param>
/// <param name="Service">The service's name.</param>
/// <param name="Items">What is there to be undone, in the order in which it would be: last change first.</param>
/// <param name="InDoubt">The changes of which no probe can tell whether they happened; while there is one, nothing is undone.</param>
public sealed record UndoPlan(string RunId, string Runbook, string Service, IReadOnlyList<UndoItem> Items, IReadOnlyList<UndoDoubt> InDoubt)
{
    /// <summary>Gets a value indicating whether something would be undone.</summary>
    public bool CanUndo => InDoubt.Count == 0 && Items.Any(item => item.Revert is not null);

    /// <summary>Gets a value indicating whether something would be destroyed; that needs its own yes.</summary>
    public bool Destroys => Items.Any(item => item.Destructive);
}
