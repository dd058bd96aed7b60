using System.Text.Json.Nodes;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>What a step was given, what came out, and its targets one by one.</summary>
/// <param name="Step">The step.</param>
/// <param name="Inputs">The newest attempt's inputs.</param>
/// <param name="Output">The output.</param>
/// <param name="Targets">The targets in order.</param>
internal sealed record StepDetail(StepSnapshot Step, JsonObject? Inputs, JsonNode? Output, IReadOnlyList<StepDetail.TargetLine> Targets)
{
    public static StepDetail Of(RunState run, StepState step) => new(
        StepSnapshot.Of(run, step),
        step.Inputs,
        step.OutputAsJson(),
        [.. step.Targets.Select(target => new TargetLine(target.Target.Name, target.Target.RunId, target.Status, target.EndedAt, target.Failure?.Message))]);

    /// <summary>One target.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="RunId">The run that does its work.</param>
    /// <param name="Status">Pending until its end is recorded.</param>
    /// <param name="EndedAt">When it ended.</param>
    /// <param name="Failure">Why it failed, one sentence.</param>
    internal sealed record TargetLine(string Name, string RunId, StepStatus Status, DateTimeOffset? EndedAt, string? Failure);
}
