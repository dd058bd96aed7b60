using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.State;

/// <summary>How the undoing of a change stands.</summary>
/// <param name="Revert">The change that undoes it.</param>
/// <param name="Ended">Whether its end is recorded.</param>
/// <param name="Failure">Why it was not undone.</param>
public sealed record UndoState(Change Revert, bool Ended, Failure? Failure);
