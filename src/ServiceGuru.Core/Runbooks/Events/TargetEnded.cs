using System.Text.Json.Nodes;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Events;

/// <summary>What became of a target is known.</summary>
/// <param name="Step">The step.</param>
/// <param name="Target">The target's name.</param>
/// <param name="Status">Succeeded, failed, or skipped where the failure budget was used up before it began.</param>
/// <param name="Output">Its output.</param>
/// <param name="Failure">Why it failed.</param>
public sealed record TargetEnded(string Step, string Target, StepStatus Status, JsonNode? Output, Failure? Failure) : RunEvent;
