namespace ServiceGuru.Runbooks.Events;

/// <summary>What a target's run had changed was taken back; whoever resumes the run does it anew.</summary>
/// <param name="Step">The step.</param>
/// <param name="Target">The target's name.</param>
public sealed record TargetUndone(string Step, string Target) : RunEvent;
