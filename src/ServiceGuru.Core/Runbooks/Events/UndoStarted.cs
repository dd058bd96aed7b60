using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.Events;

/// <summary>A change is about to be undone.</summary>
/// <param name="Step">The step.</param>
/// <param name="Change">The id of the change that is undone.</param>
/// <param name="Revert">The change that undoes it.</param>
public sealed record UndoStarted(string Step, string Change, Change Revert) : RunEvent;
