using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Events;

/// <summary>A run has ended.</summary>
/// <param name="Status">How; not running.</param>
/// <param name="Failure">Why it failed.</param>
public sealed record RunEnded(RunStatus Status, Failure? Failure = null) : RunEvent;
