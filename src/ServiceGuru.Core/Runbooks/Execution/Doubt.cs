using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Changes of which nobody knows whether they happened.</summary>
internal static class Doubt
{
    /// <summary>Tells whether a change is in doubt.</summary>
    public static bool IsIn(ChangeResult result) => result.Status is ChangeStatus.Started or ChangeStatus.Unknown;

    /// <summary>Looks at every change of a step that is in doubt, and records what is found; applies nothing.</summary>
    public static Task ProbeAsync(RunbookStep step, RunRecorder recorder, OperationContext context) =>
        new ChangeExecutor(step, recorder, context, _ => Task.CompletedTask, CancellationToken.None, CancellationToken.None).ProbeDoubtfulAsync();

    /// <summary>Tells what a person must look at.</summary>
    public static Failure About(string runId, IReadOnlyList<ChangeResult> doubtful) => new()
    {
        Id = "OutcomeUnknown",
        Kind = FailureKind.UnknownOutcome,
        Message = $"Nobody can tell whether {Quantity.Of(doubtful.Count, "change")} of run {runId} happened.",
        Target = runId,
        Evidence = [.. doubtful.Select(result => $"look at {result.Change.Target}: {result.Change.Summary}")],
        Details = [.. doubtful.Select(result => result.Failure).OfType<Failure>()],
        NextAction = $"Look at it by hand and put it as it was before or as it was to be; then the same command looks again. 'guru undo {runId} --step STEP' undoes other steps meanwhile.",
    };
}
