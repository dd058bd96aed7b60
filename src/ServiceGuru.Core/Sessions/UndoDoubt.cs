using ServiceGuru.Operations;

namespace ServiceGuru.Sessions;

/// <summary>A change of which nobody knows whether it happened.</summary>
/// <param name="RunId">The run that began it.</param>
/// <param name="Step">Its step.</param>
/// <param name="Change">The change: what a person must look at.</param>
/// <param name="Failure">Why the probe can't tell, or null where it just can't.</param>
public sealed record UndoDoubt(string RunId, string Step, Change Change, Failure? Failure);
