using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Changes of which nobody knows whether they happened.</summary>
internal static class Doubt
{
    // A probe must not hang where the change itself was cut off.
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Tells whether a change is in doubt.</summary>
    public static bool IsIn(ChangeResult result) => result.Status is ChangeStatus.Started or ChangeStatus.Unknown;

    /// <summary>Looks at every change of a step that is in doubt, and records what is found; applies nothing.</summary>
    public static Task ProbeAsync(RunbookStep step, RunRecorder recorder, OperationContext context) =>
        new ChangeExecutor(step, recorder, context, _ => Task.CompletedTask, CancellationToken.None, CancellationToken.None).ProbeDoubtfulAsync();

    /// <summary>Finds out whether a change happened; whatever keeps the probe from looking, nobody can tell then.</summary>
    /// <param name="operation">The change's operation.</param>
    /// <param name="change">The change.</param>
    /// <param name="context">What the operation works with.</param>
    /// <param name="cancellationToken">Ends the work; that alone gets out.</param>
    /// <returns>What was found, and why nothing could be seen.</returns>
    public static async Task<(ProbeOutcome Outcome, Failure? Blind)> LookAsync(IOperation operation, Change change, OperationContext context, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(ProbeTimeout, context.Time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return (await operation.ProbeAsync(change, context, end.Token).ConfigureAwait(false), null);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return (ProbeOutcome.Unknown, Failures.From(error, $"the probe of '{change.Summary}'"));
        }
    }

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
