using System.Text.Json.Nodes;

namespace ServiceGuru.Runbooks.Events;

/// <summary>A step has done what it is for.</summary>
/// <param name="Step">The step.</param>
/// <param name="Output">Its output.</param>
public sealed record StepSucceeded(string Step, JsonNode? Output) : RunEvent;
