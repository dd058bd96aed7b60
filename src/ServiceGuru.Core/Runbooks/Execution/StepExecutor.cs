using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceGuru.Calendars;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Promises;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Carries out one attempt at one step, or goes on with one that a crash interrupted.</summary>
internal sealed class StepExecutor(RunbookStep step, RunRecorder recorder, OperationContext context, IGatekeeper gatekeeper, RunSteering steering, CalendarGuard calendar, TargetParts? parts = null)
{
    private StepState State => recorder.State.Step(step.Id);

    /// <summary>Runs the attempt to its end. Only a ledger that can't be written, or the run's own end, gets out of it.</summary>
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        using StepTimeout timeout = new(step.ForEach is null ? step.Timeout : null, context.Time);
        using CancellationTokenSource attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using CancellationTokenSource cut = CancellationTokenSource.CreateLinkedTokenSource(steering.Hard, timeout.Token);
        try
        {
            if (State.Status != StepStatus.Undecided)
            {
                await AttemptAsync(timeout, attempt.Token, cut.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (timeout.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            await FailAsync(TimedOut(), null).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run is being stopped: the step stays as it is in the ledger, and a resume goes on from there.
            throw;
        }
        catch (Exception error) when (!IsLedgerFailure(error))
        {
            await FailAsync(Failures.From(error, $"step '{step.Id}'"), null).ConfigureAwait(false);
        }

        if (State.Status == StepStatus.Undecided)
        {
            await new DecisionExecutor(step.Id, recorder, context, gatekeeper).ExecuteAsync(cancellationToken).ConfigureAwait(false);
            if (State is { Status: StepStatus.Failed, Decision.Choice: FailureChoice.Undo })
            {
                // What shall be undone as a whole gets no further.
                await steering.HaltAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task AttemptAsync(StepTimeout timeout, CancellationToken cancellationToken, CancellationToken cut)
    {
        if (State.Status == StepStatus.Pending)
        {
            // Inputs that can't be bound fail the attempt, and a failed attempt has begun.
            JsonObject inputs = step.Inputs?.DeepClone().AsObject()
                ?? (step.ForEach is not null ? [] : StepInputs.Resolve(step.With, recorder.State.Created.Parameters, id => recorder.State.Step(id).OutputAsJson(), []));
            await recorder.AppendAsync(new StepStarted(step.Id, State.Attempt + 1, inputs)).ConfigureAwait(false);

            // The run may have waited for people or for images until a freeze began.
            if (recorder.State is { DuringFreeze: null, Created.Parent: null } && calendar.CheckStep(step, inputs) is { } closed)
            {
                await FailAsync(closed, null).ConfigureAwait(false);
                return;
            }
        }

        if (step.ForEach is not null)
        {
            TargetsExecutor targets = new(step, recorder, context, gatekeeper, steering, parts ?? throw new InvalidOperationException("This run can't have targets."), HasItsYes());
            (JsonNode? result, Failure? failed) = await targets.ExecuteAsync(cancellationToken).ConfigureAwait(false);
            await EndAsync(result, failed).ConfigureAwait(false);
            return;
        }

        object request = StepInputs.Bind(step.Operation, State.Inputs?.ToJsonObject() ?? []);
        if (step.Operation.Kind == OperationKind.Gate)
        {
            await new GateExecutor(step, (GateRequest)request, recorder, context, gatekeeper).ExecuteAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        if (step.Operation.Kind == OperationKind.Change)
        {
            // What an earlier attempt left in doubt is looked at again before anything is planned: a plan could repeat it.
            if (!State.Planned && State.Changes.Exists(Doubt.IsIn))
            {
                await Doubt.ProbeAsync(step, recorder, context).ConfigureAwait(false);

                // A probe that sees a third state has a failure no more: somebody stepped in, and the plan starts from there.
                if (State.Changes.Exists(result => result is { Status: ChangeStatus.Unknown, Failure: not null }))
                {
                    await FailAsync(UnknownOutcome(), null).ConfigureAwait(false);
                    return;
                }
            }

            if (!State.Planned && !await PlanAsync(request, cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            await new ChangeExecutor(step, recorder, context, token => timeout.SuspendedAsync(steering, token), cancellationToken, cut).ExecuteAsync().ConfigureAwait(false);
            if (State.Changes.Exists(result => result.Status == ChangeStatus.Unknown))
            {
                await FailAsync(UnknownOutcome(), null).ConfigureAwait(false);
                return;
            }
        }

        Conclusion conclusion = await step.Operation.ConcludeAsync(request, State.Changes, context, cancellationToken).ConfigureAwait(false);
        JsonNode? output = JsonSerializer.SerializeToNode(conclusion.Output, conclusion.Output.GetType(), LedgerJson.Options);
        await EndAsync(output, conclusion.Failure).ConfigureAwait(false);
    }

    private Task EndAsync(JsonNode? output, Failure? failure) =>
        failure is null ? recorder.AppendAsync(new StepSucceeded(step.Id, output)) : FailAsync(failure, output);

    private async Task<bool> PlanAsync(object request, CancellationToken cancellationToken)
    {
        Plan plan = await step.Operation.PlanAsync(request, context, cancellationToken).ConfigureAwait(false);
        if (plan.Blockers.Count > 0)
        {
            await FailAsync(PlanFailure.From(plan, step.Id), null).ConfigureAwait(false);
            return false;
        }

        if (recorder.State.Created.Promise is { } promise && PromiseDrift.Of(step, promise, plan, State.Changes) is { } drift)
        {
            await FailAsync(drift, null).ConfigureAwait(false);
            return false;
        }

        string InRun(string id) => $"{State.Attempt}.{id}";
        List<Change> changes =
        [
            .. plan.Changes.Select(change => change with
            {
                Id = InRun(change.Id),
                After = [.. change.After.Select(InRun)],
                AfterEndOf = [.. change.AfterEndOf.Select(InRun)],
            }),
        ];
        List<Change> asked = [.. changes.Where(change => !change.Destructive || !HasItsYes())];
        IReadOnlySet<string> declined = asked.Count == 0
            ? new HashSet<string>()
            : await gatekeeper.ReviewAsync(step.Id, asked, cancellationToken).ConfigureAwait(false);
        await recorder.AppendAsync(new StepPlanned(step.Id, changes, plan.Notes)).ConfigureAwait(false);
        foreach (Change change in changes.Where(change => declined.Contains(change.Id)))
        {
            await recorder.AppendAsync(new ChangeEnded { Step = step.Id, Change = change.Id, Status = ChangeStatus.Declined }).ConfigureAwait(false);
        }

        if (declined.Count > 0 && changes.Exists(change => change.Destructive && declined.Contains(change.Id)))
        {
            await FailAsync(NotApproved([.. changes.Where(change => change.Destructive && declined.Contains(change.Id))]), null).ConfigureAwait(false);
            return false;
        }

        return true;
    }

    // People have said yes at a gate that was for this destruction.
    private bool HasItsYes() => recorder.State.Created.Parent?.Approved == true || step.Needs.Select(recorder.State.Step).Any(need => need is { Status: StepStatus.Succeeded, Gate.Destructive: true });

    private Task FailAsync(Failure failure, JsonNode? output)
    {
        bool again = failure.Transient && State.AttemptsSinceResume < step.Retry.Attempts;
        return recorder.AppendAsync(new StepFailed(step.Id, failure, output, again ? context.Time.GetUtcNow() + Backoff() : null) { Asks = !again && steering.Phase == RunPhase.Steps && recorder.State.Created.OnFailure == FailurePolicy.Ask });
    }

    private TimeSpan Backoff()
    {
        double factor = Math.Min(Math.Pow(2, State.AttemptsSinceResume - 1), 10);
        return step.Retry.Backoff * factor;
    }

    public static bool IsLedgerFailure(Exception error) =>
        error is InvalidTransitionException or GuruException { Failure.Id: "LedgerUnwritable" or "StaleWriter" or "RunLockLost" };

    private Failure TimedOut() => new()
    {
        Id = "StepTimedOut",
        Message = $"Step '{step.Id}' did not end within {Documents.Duration.Format(step.Timeout!.Value)}.",
        Target = step.Id,
        NextAction = "Look at what it waits for, then resume the run; the timeout stands in the runbook.",
        Transient = true,
    };

    private Failure UnknownOutcome()
    {
        List<ChangeResult> unknown = [.. State.Changes.Where(result => result.Status == ChangeStatus.Unknown)];
        return new Failure
        {
            Id = "OutcomeUnknown",
            Kind = FailureKind.UnknownOutcome,
            Message = $"Nobody can tell whether {unknown.Count} change(s) of step '{step.Id}' happened.",
            Target = step.Id,
            Evidence = [.. unknown.Select(result => result.Change.Summary)],
            Details = [.. unknown.Where(result => result.Failure is not null).Select(result => result.Failure!)],
            NextAction = $"Look at the target by hand, then 'guru resume {recorder.State.Id}': it probes again and goes on.",
        };
    }

    // A single operation is a step whose id nobody has chosen or seen, so the operation is named.
    private Failure NotApproved(List<Change> changes) => new()
    {
        Id = "DestructiveChangeNotApproved",
        Message = $"{step.Operation.Id} would destroy something, and nobody agreed to that.",
        Target = changes.TrueForAll(change => change.Target == changes[0].Target) ? changes[0].Target : step.Operation.Id,
        Evidence = [.. changes.Select(change => change.Summary)],
        NextAction = "If it is meant, repeat with --allow-destructive (PowerShell: -Force).",
    };
}
