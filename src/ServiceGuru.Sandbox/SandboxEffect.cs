namespace ServiceGuru.Sandbox;

/// <summary>One change that a client made to the simulated world.</summary>
/// <param name="Sequence">Position, from 1 on.</param>
/// <param name="Time">When.</param>
/// <param name="System">The system: <c>git</c>, <c>cluster</c>, <c>matrix</c>, <c>slack</c>, …</param>
/// <param name="Action">What was done: <c>push</c>, <c>imagestreamimport</c>, <c>set-topic</c>, <c>delete-pod</c>, …</param>
/// <param name="Target">On what, e.g. <c>packit-service refs/heads/stable</c>.</param>
/// <param name="Detail">The new value, e.g. a commit or a text.</param>
public sealed record SandboxEffect(long Sequence, DateTimeOffset Time, string System, string Action, string Target, string? Detail);
