using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Sessions;

/// <summary>
/// Asks something of a run that another process works on. What makes no sense for the run as it stands is refused, with
/// what to do instead; needs no service, only the ledger.
/// </summary>
/// <param name="ledger">The ledger.</param>
public sealed class RunControl(IRunLedger ledger)
{
    /// <summary>Lets nothing new begin until somebody continues the run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="reason">Why, or null.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Where the run stood when it was asked.</returns>
    /// <exception cref="GuruException"><c>RunNotFound</c>, <c>RunEnded</c>, <c>RunNotHeld</c>, <c>RunAlreadyPaused</c>, <c>RunEnding</c>.</exception>
    public async Task<RunState> PauseAsync(string runId, string by, string? reason, CancellationToken cancellationToken)
    {
        RunState run = await UnderWayAsync(runId, "pause", cancellationToken).ConfigureAwait(false);
        RefuseEnding(run, "pause");
        if (run.Paused is { } paused)
        {
            throw Refuse("RunAlreadyPaused", run, $"{paused.By} has paused run {run.Id} already.", $"'guru continue {run.Id}' goes on.");
        }

        await ledger.PostAsync(runId, new PauseRequest(by, reason), cancellationToken).ConfigureAwait(false);
        return run;
    }

    /// <summary>Lets a paused run go on.</summary>
    /// <inheritdoc cref="PauseAsync"/>
    /// <exception cref="GuruException"><c>RunNotFound</c>, <c>RunEnded</c>, <c>RunNotHeld</c>, <c>RunNotPaused</c>.</exception>
    public async Task<RunState> ContinueAsync(string runId, string by, CancellationToken cancellationToken)
    {
        RunState run = await UnderWayAsync(runId, "continue", cancellationToken).ConfigureAwait(false);
        if (run.Paused is null)
        {
            throw Refuse("RunNotPaused", run, $"Run {run.Id} is not paused.", $"Look at what it waits for with 'guru show {run.Id}'.");
        }

        await ledger.PostAsync(runId, new ContinueRequest(by), cancellationToken).ConfigureAwait(false);
        return run;
    }

    /// <summary>Ends the process's work on a run: the change in its middle finishes, nothing else begins. It can be resumed.</summary>
    /// <inheritdoc cref="PauseAsync"/>
    /// <exception cref="GuruException"><c>RunNotFound</c>, <c>RunEnded</c>, <c>RunNotHeld</c>, <c>RunEnding</c>.</exception>
    public async Task<RunState> StopAsync(string runId, string by, string? reason, CancellationToken cancellationToken)
    {
        RunState run = await UnderWayAsync(runId, "stop", cancellationToken).ConfigureAwait(false);
        if (run.Halted is { Cancelled: false })
        {
            RefuseEnding(run, "stop");
        }

        await ledger.PostAsync(runId, new StopRequest(by, reason), cancellationToken).ConfigureAwait(false);
        return run;
    }

    /// <summary>Gives a run up: open gates close with a no, what runs always still runs, what is undone automatically is undone.</summary>
    /// <inheritdoc cref="PauseAsync"/>
    /// <exception cref="GuruException"><c>RunNotFound</c>, <c>RunEnded</c>, <c>RunNotHeld</c>, <c>RunEnding</c>, <c>RunBeingUndone</c>.</exception>
    public async Task<RunState> CancelAsync(string runId, string by, string? reason, CancellationToken cancellationToken)
    {
        RunState run = await UnderWayAsync(runId, "cancel", cancellationToken).ConfigureAwait(false);
        if (run.Undoing is { } undoing)
        {
            throw Refuse("RunBeingUndone", run, $"{undoing.By} is undoing run {run.Id}; there is nothing more to give up.", $"'guru stop {run.Id}' interrupts the undo.");
        }

        if (run.GivenUp)
        {
            RefuseEnding(run, "cancel");
        }

        await ledger.PostAsync(runId, new CancelRequest(by, reason), cancellationToken).ConfigureAwait(false);
        return run;
    }

    /// <summary>Decides about a step that has failed and waits for a decision.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Where the run stood when it was asked.</returns>
    /// <exception cref="GuruException">
    /// <c>RunNotFound</c>, <c>RunEnded</c>, <c>RunNotHeld</c>, <c>StepNotFound</c>, <c>StepNotUndecided</c>, <c>ReasonMissing</c>.
    /// </exception>
    public async Task<RunState> DecideAsync(string runId, FailureDecision decision, CancellationToken cancellationToken)
    {
        RunState run = await UnderWayAsync(runId, "decide about", cancellationToken).ConfigureAwait(false);
        ChosenSteps.Check(runId, [.. run.Steps.Select(step => step.Step.Id)], [decision.Step]);
        StepState step = run.Step(decision.Step);
        if (step.Status != StepStatus.Undecided)
        {
            List<string> open = [.. run.Steps.Where(other => other.Status == StepStatus.Undecided).Select(other => other.Step.Id)];
            throw Refuse(
                "StepNotUndecided",
                run,
                $"Step '{decision.Step}' of run {run.Id} is {step.Status.ToString().ToLowerInvariant()}; it waits for no decision.",
                open.Count == 0 ? "No step of the run does." : $"These do: {string.Join(", ", open)}.");
        }

        if (decision.Attempt is { } meant && meant != step.Attempt)
        {
            throw Refuse(
                "StepNotUndecided",
                run,
                $"Step '{decision.Step}' of run {run.Id} has failed again since: in attempt {step.Attempt}, not {meant}.",
                "Look at why, then decide.");
        }

        if (decision.Choice == FailureChoice.Skip && string.IsNullOrWhiteSpace(decision.Reason))
        {
            throw Refuse("ReasonMissing", run, $"To leave step '{decision.Step}' needs a reason; whoever reads the record wants to know.", "Say it with --reason (PowerShell: -Reason).");
        }

        await ledger.PostAsync(runId, decision with { Attempt = step.Attempt }, cancellationToken).ConfigureAwait(false);
        return run;
    }

    private async Task<RunState> UnderWayAsync(string runId, string what, CancellationToken cancellationToken)
    {
        RunState run = await ReadAsync(runId, cancellationToken).ConfigureAwait(false);
        RefuseEnded(run, what);
        if (await ledger.IsHeldAsync(runId, cancellationToken).ConfigureAwait(false))
        {
            return run;
        }

        // The process may have ended the run, and gone, since it was read; that is no interruption.
        RefuseEnded(await ReadAsync(runId, cancellationToken).ConfigureAwait(false), what);
        throw Refuse(
            "RunNotHeld",
            run,
            $"No process works on run {run.Id}: it was interrupted, so there is nothing to {what}.",
            $"'guru resume {run.Id}' goes on with it, 'guru undo {run.Id}' takes back what it has changed.");
    }

    private async Task<RunState> ReadAsync(string runId, CancellationToken cancellationToken) =>
        LedgerReader.Fold(runId, await ledger.ReadAsync(runId, cancellationToken).ConfigureAwait(false));

    private static void RefuseEnded(RunState run, string what)
    {
        if (run.Status == RunStatus.Running)
        {
            return;
        }

        string undo = $"'guru undo {run.Id}' takes back what it has changed.";
        throw Refuse(
            "RunEnded",
            run,
            $"Run {run.Id} has ended ({run.Status.ToString().ToLowerInvariant()}); there is nothing to {what}.",
            run.Status switch
            {
                RunStatus.Succeeded => undo,
                RunStatus.Undone => $"'guru resume {run.Id} --from STEP' does it again from a step that you choose.",
                RunStatus.Cancelled => $"'guru resume {run.Id} --from STEP' goes on from a step that you choose, {undo}",
                _ => $"'guru resume {run.Id}' goes on with it, {undo}",
            });
    }

    private static void RefuseEnding(RunState run, string what)
    {
        string? who = run.Halted is { } halted ? $"{halted.By} has {(halted.Cancelled ? "cancelled" : "stopped")} run {run.Id} already"
            : run.UndoDecision is { } decision ? $"{decision.By} has decided to undo run {run.Id} already"
            : null;
        if (who is not null)
        {
            throw Refuse("RunEnding", run, $"{who}; there is nothing to {what}.", $"Watch it end with 'guru show {run.Id}'.");
        }
    }

    private static GuruException Refuse(string id, RunState run, string message, string nextAction) => new(new Failure
    {
        Id = id,
        Kind = FailureKind.Usage,
        Message = message,
        Target = run.Id,
        NextAction = nextAction,
    });
}
