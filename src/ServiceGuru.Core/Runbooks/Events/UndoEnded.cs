using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.Events;

/// <summary>What became of an undo is known.</summary>
/// <param name="Step">The step.</param>
/// <param name="Change">The id of the change that was to be undone.</param>
/// <param name="Failure">Why it was not undone, or null where it was.</param>
public sealed record UndoEnded(string Step, string Change, Failure? Failure) : RunEvent;
