namespace ServiceGuru.Runbooks.Events;

/// <summary>Somebody undoes what an ended run, or some of its steps, have changed.</summary>
/// <param name="By">Who.</param>
/// <param name="Steps">The steps whose changes are undone.</param>
public sealed record UndoRequested(string By, IReadOnlyList<string> Steps) : RunEvent;
