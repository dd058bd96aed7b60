namespace ServiceGuru.Runbooks.Events;

/// <summary>A change that an undo leaves as it is.</summary>
/// <param name="Run">The run that made it: the undone one, or that of a target.</param>
/// <param name="Step">Its step.</param>
/// <param name="Change">Its id.</param>
public sealed record KeptChange(string Run, string Step, string Change);
