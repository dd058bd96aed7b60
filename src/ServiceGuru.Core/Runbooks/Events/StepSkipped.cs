namespace ServiceGuru.Runbooks.Events;

/// <summary>A step does not run.</summary>
/// <param name="Step">The step.</param>
/// <param name="Reason">Why.</param>
public sealed record StepSkipped(string Step, string Reason) : RunEvent;
