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
    public Task<RunState> PauseAsync(string runId, string by, string? reason, CancellationToken cancellationToken) =>
        AskAsync(runId, new PauseRequest(by, reason), cancellationToken);

    /// <summary>Lets a paused run go on.</summary>
    /// <inheritdoc cref="PauseAsync"/>
    /// <exception cref="GuruException"><c>RunNotFound</c>, <c>RunEnded</c>, <c>RunNotHeld</c>, <c>RunNotPaused</c>.</exception>
    public Task<RunState> ContinueAsync(string runId, string by, CancellationToken cancellationToken) =>
        AskAsync(runId, new ContinueRequest(by), cancellationToken);

    /// <summary>Ends the process's work on a run: the change in its middle finishes, nothing else begins. It can be resumed.</summary>
    /// <inheritdoc cref="PauseAsync"/>
    /// <exception cref="GuruException"><c>RunNotFound</c>, <c>RunEnded</c>, <c>RunNotHeld</c>, <c>RunEnding</c>.</exception>
    public Task<RunState> StopAsync(string runId, string by, string? reason, CancellationToken cancellationToken) =>
        AskAsync(runId, new StopRequest(by, reason), cancellationToken);

    /// <summary>Gives a run up: open gates close with a no, what runs always still runs, what is undone automatically is undone.</summary>
    /// <inheritdoc cref="PauseAsync"/>
    /// <exception cref="GuruException"><c>RunNotFound</c>, <c>RunEnded</c>, <c>RunNotHeld</c>, <c>RunEnding</c>, <c>RunBeingUndone</c>.</exception>
    public Task<RunState> CancelAsync(string runId, string by, string? reason, CancellationToken cancellationToken) =>
        AskAsync(runId, new CancelRequest(by, reason), cancellationToken);

    /// <summary>Decides about a step that has failed and waits for a decision.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Where the run stood when it was asked.</returns>
    /// <exception cref="GuruException">
    /// <c>RunNotFound</c>, <c>RunEnded</c>, <c>RunNotHeld</c>, <c>StepNotFound</c>, <c>StepNotUndecided</c>, <c>ReasonMissing</c>.
    /// </exception>
    public Task<RunState> DecideAsync(string runId, FailureDecision decision, CancellationToken cancellationToken) => AskAsync(runId, decision, cancellationToken);

    /// <summary>Asks something of a run, as the methods above do.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="request">What is asked: to pause, continue, stop or cancel it, or a decision.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Where the run stood when it was asked.</returns>
    /// <exception cref="GuruException">It makes no sense for the run as it stands.</exception>
    public async Task<RunState> AskAsync(string runId, RunRequest request, CancellationToken cancellationToken)
    {
        RunState run = await CheckAsync(runId, request, cancellationToken).ConfigureAwait(false);
        RunRequest posted = request is FailureDecision decision ? decision with { Attempt = run.Step(decision.Step).Attempt } : request;
        await ledger.PostAsync(runId, posted, cancellationToken).ConfigureAwait(false);
        return run;
    }

    /// <summary>Tells whether something could be asked of a run now, and asks nothing: what a preview must know.</summary>
    /// <inheritdoc cref="AskAsync"/>
    public async Task<RunState> CheckAsync(string runId, RunRequest request, CancellationToken cancellationToken)
    {
        string what = request switch
        {
            PauseRequest => "pause",
            ContinueRequest => "continue",
            StopRequest => "stop",
            CancelRequest => "cancel",
            FailureDecision => "decide about",
            _ => throw new ArgumentException($"{request.GetType().Name} is nothing that is asked of a run like this.", nameof(request)),
        };
        RunState run = await UnderWayAsync(runId, what, cancellationToken).ConfigureAwait(false);
        switch (request)
        {
            case PauseRequest:
                RefuseEnding(run, what);
                RefusePaused(run);
                break;
            case ContinueRequest when run.Paused is null:
                throw Refuse("RunNotPaused", run, $"Run {run.Id} is not paused.", $"Look at what it waits for with 'guru show {run.Id}'.");
            case StopRequest when run.Halted is { Cancelled: false }:
                RefuseEnding(run, what);
                break;
            case CancelRequest:
                RefuseGivenUp(run);
                break;
            case FailureDecision decision:
                RefuseDecision(run, decision);
                break;
        }

        return run;
    }

    private static void RefusePaused(RunState run)
    {
        if (run.Paused is { } paused)
        {
            throw Refuse("RunAlreadyPaused", run, $"{paused.By} has paused run {run.Id} already.", $"'guru continue {run.Id}' goes on.");
        }
    }

    private static void RefuseGivenUp(RunState run)
    {
        if (run.Undoing is { } undoing)
        {
            throw Refuse("RunBeingUndone", run, $"{undoing.By} is undoing run {run.Id}; there is nothing more to give up.", $"'guru stop {run.Id}' interrupts the undo.");
        }

        if (run.GivenUp)
        {
            RefuseEnding(run, "cancel");
        }
    }

    private static void RefuseDecision(RunState run, FailureDecision decision)
    {
        ChosenSteps.Check(run.Id, [.. run.Steps.Select(step => step.Step.Id)], [decision.Step]);
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
