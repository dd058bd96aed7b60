using System.Text.Json.Nodes;
using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.Events;

/// <summary>An attempt at a step has failed.</summary>
/// <param name="Step">The step.</param>
/// <param name="Failure">Why.</param>
/// <param name="Output">What it found out all the same.</param>
/// <param name="RetryAt">When the next attempt begins, or null where this was the last.</param>
public sealed record StepFailed(string Step, Failure Failure, JsonNode? Output, DateTimeOffset? RetryAt) : RunEvent
{
    /// <summary>Whether somebody is asked what to do; the step is undecided until then.</summary>
    public bool Asks { get; init; }
}
