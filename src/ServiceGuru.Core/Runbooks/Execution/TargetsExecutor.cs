using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Promises;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>
/// Carries out one attempt at a step with <c>forEach</c>: has the work of its targets done, so many at once, until all have
/// ended or too many have failed. The record of the run tells what became of each; how, the target's own run tells.
/// </summary>
/// <param name="step">The step.</param>
/// <param name="recorder">The run's record.</param>
/// <param name="context">What operations work with.</param>
/// <param name="gatekeeper">Asks people before others do the work.</param>
/// <param name="steering">What people ask of the run.</param>
/// <param name="parts">Ledger and dispatcher.</param>
/// <param name="approved">Whether a gate for destruction covers the step.</param>
internal sealed class TargetsExecutor(
    RunbookStep step, RunRecorder recorder, OperationContext context, IGatekeeper gatekeeper, RunSteering steering, TargetParts parts, bool approved)
{
    private static readonly TimeSpan TellAgain = TimeSpan.FromMilliseconds(200);

    private readonly TargetSteering _relay = new(recorder, parts.Ledger);
    private readonly LedgerPatience _patience = new(context.Time, context.Progress);
    private Dictionary<string, TargetRun> _known = [];
    private HashSet<string>? _approvedTargets;

    private StepState State => recorder.State.Step(step.Id);

    /// <summary>Brings the targets to their ends; gives the output, and why the step has failed.</summary>
    /// <exception cref="GuruException">The targets can't be told (<c>InvalidTargets</c>), or the ledger can't be written.</exception>
    /// <exception cref="OperationCanceledException">The run ends early; a resume goes on with what is left.</exception>
    public async Task<(JsonNode? Output, Failure? Failure)> ExecuteAsync(CancellationToken cancellationToken)
    {
        _known = (await _patience.AskAsync(() => parts.Ledger.ListTargetRunsAsync(recorder.State.Id, cancellationToken), cancellationToken).ConfigureAwait(false)).ToDictionary(run => run.RunId);
        if (!State.Planned)
        {
            List<TargetHeader> targets = Plan();
            PromiseDrift.RefuseTargets(step, recorder.State.Created.Promise, [.. targets.Select(target => target.Name)]);
            await recorder.AppendAsync(new TargetsPlanned(step.Id, targets)).ConfigureAwait(false);
        }

        if (parts.Dispatcher.Elsewhere && !approved)
        {
            _approvedTargets = await new TargetsReview(step, context, gatekeeper).AskAsync([.. Open()], cancellationToken).ConfigureAwait(false);
        }

        await CarryOutAsync(cancellationToken).ConfigureAwait(false);
        TargetsOutput output = Sum();
        return (JsonSerializer.SerializeToNode(output, LedgerJson.Options), output.Failed == 0 ? null : Failed(output));
    }

    private IEnumerable<TargetHeader> Open() => State.Targets.Where(target => target.Status == StepStatus.Pending).Select(target => target.Target);

    // A target with the same name and the same inputs as in an earlier attempt is the same work, and keeps its run.
    private List<TargetHeader> Plan()
    {
        List<string> missing = [];
        RunState run = recorder.State;
        IReadOnlyList<TargetItem> items = TargetList.Resolve(step, run.Created.Parameters, id => run.Step(id).OutputAsJson(), missing)
            ?? throw new GuruException(NotKnown(missing));
        Dictionary<string, TargetState> before = State.Targets.ToDictionary(target => target.Target.Name, StringComparer.Ordinal);
        int number = State.TargetRuns;
        List<TargetHeader> headers = [];
        foreach (TargetItem item in items)
        {
            string id = before.GetValueOrDefault(item.Name) is { } same && JsonNode.DeepEquals(same.Target.Inputs, item.Inputs)
                ? same.Target.RunId
                : RunIds.OfTarget(run.Id, step.Id, ++number);
            headers.Add(new TargetHeader(item.Name, id, item.Inputs, After(_known.GetValueOrDefault(id))));
        }

        return headers;
    }

    // What a target's run has done before is of an earlier attempt; but one that has succeeded, and the process died before
    // that was recorded, is done.
    private long After(TargetRun? known) => known is null ? 0 : known.Status == RunStatus.Succeeded && !State.TargetsAgain ? known.Sequence - 1 : known.Sequence;

    private async Task CarryOutAsync(CancellationToken cancellationToken)
    {
        Queue<TargetHeader> left = new(Open());
        int failed = State.Targets.Count(target => target.Status == StepStatus.Failed);
        int budget = step.ForEach!.Budget.Of(State.Targets.Count);
        Dictionary<Task<RunState>, TargetHeader> running = [];
        using CancellationTokenSource cut = CancellationTokenSource.CreateLinkedTokenSource(steering.Hard);
        TaskCompletionSource early = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration ending = cancellationToken.Register(() => early.TrySetResult());
        try
        {
            while (true)
            {
                while (running.Count < step.ForEach.MaxParallel && failed <= budget && left.Count > 0 && recorder.State.Paused is null && !cancellationToken.IsCancellationRequested)
                {
                    TargetHeader target = left.Dequeue();
                    running[BeginAsync(target, cut.Token)] = target;
                }

                if (running.Count == 0 && (left.Count == 0 || failed > budget))
                {
                    break;
                }

                // A step beside this one met the end of the run (a full disk): nobody said that the targets shall finish.
                if (cancellationToken.IsCancellationRequested && recorder.State.Halted is null)
                {
                    await cut.CancelAsync().ConfigureAwait(false);
                }

                if (running.Count == 0)
                {
                    await steering.MayBeginAsync(cancellationToken).ConfigureAwait(false);
                    continue;
                }

                List<Task> awaited = [.. running.Keys, steering.Changed];
                if (!early.Task.IsCompleted)
                {
                    awaited.Add(early.Task);
                }

                if (!await _relay.TellAsync(running.Values).ConfigureAwait(false))
                {
                    awaited.Add(Task.Delay(TellAgain, context.Time, cut.Token));
                }

                await Task.WhenAny(awaited).ConfigureAwait(false);
                foreach (Task<RunState> over in running.Keys.Where(task => task.IsCompleted).ToList())
                {
                    running.Remove(over, out TargetHeader? target);
                    failed += await EndAsync(target!, over).ConfigureAwait(false) ? 0 : 1;
                }
            }
        }
        catch
        {
            await cut.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(running.Keys)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        cancellationToken.ThrowIfCancellationRequested();
        await Task.WhenAll(left.Select(target => recorder.AppendAsync(new TargetEnded(step.Id, target.Name, StepStatus.Skipped, null, null)))).ConfigureAwait(false);
    }

    private async Task<RunState> BeginAsync(TargetHeader target, CancellationToken cancellationToken)
    {
        TargetRun? known = _known.GetValueOrDefault(target.RunId);
        if (known?.Sequence > target.After && known.Status is not (RunStatus.Running or RunStatus.Stopped))
        {
            // It has ended while nobody waited for it.
            return LedgerReader.Fold(target.RunId, await _patience.AskAsync(() => parts.Ledger.ReadAsync(target.RunId, cancellationToken), cancellationToken).ConfigureAwait(false));
        }

        TargetBeginning beginning = new(step, recorder.State, parts.Ledger);
        bool agreed = approved || _approvedTargets?.Contains(target.Name) == true;
        long after = await _patience.AskAsync(() => beginning.PrepareAsync(target, known, agreed, cancellationToken), cancellationToken).ConfigureAwait(false);
        TargetProgress progress = new(context.Progress, target.Name);
        return await parts.Dispatcher.CarryOutAsync(
            new TargetWork(recorder.State.Id, step.Id, target.RunId, context.Service.Name, after), progress, cancellationToken).ConfigureAwait(false);
    }

    // Gives false where the target has failed. One that was cut off by the end of the run stays open.
    private async Task<bool> EndAsync(TargetHeader target, Task<RunState> over)
    {
        RunState state;
        try
        {
            state = await over.ConfigureAwait(false);
        }
        catch (GuruException error) when (!StepExecutor.IsLedgerFailure(error))
        {
            await recorder.AppendAsync(new TargetEnded(step.Id, target.Name, StepStatus.Failed, null, error.Failure)).ConfigureAwait(false);
            return false;
        }

        bool early = recorder.State.Halted is not null || steering.Soft.IsCancellationRequested;
        if (early && state.Status is RunStatus.Stopped or RunStatus.Running)
        {
            return true;
        }

        bool succeeded = state.Status == RunStatus.Succeeded;
        await recorder.AppendAsync(new TargetEnded(
            step.Id, target.Name, succeeded ? StepStatus.Succeeded : StepStatus.Failed, state.Steps[0].OutputAsJson(), succeeded ? null : state.Failure ?? Stopped(target))).ConfigureAwait(false);
        int done = State.Targets.Count(entry => entry.Status != StepStatus.Pending);
        context.Progress.Report($"{done} of {Quantity.Of(State.Targets.Count, "target")} done", (double)done / State.Targets.Count);
        return succeeded;
    }

    private TargetsOutput Sum() => new(
        State.Targets.Count(target => target.Status == StepStatus.Succeeded),
        State.Targets.Count(target => target.Status == StepStatus.Failed),
        State.Targets.Count(target => target.Status == StepStatus.Skipped),
        [.. State.Targets.Select(target => new TargetResult(target.Target.Name, target.Status, target.OutputNode?.DeepClone(), target.Failure))]);

    private Failure Failed(TargetsOutput output)
    {
        List<TargetResult> failed = [.. output.Targets.Where(target => target.Failure is not null)];
        return new Failure
        {
            Id = "TargetsFailed",
            Kind = failed.Max(target => target.Failure!.Kind),
            Message = $"{output.Failed} of {Quantity.Of(output.Targets.Count, "target")} of step '{step.Id}' failed{(output.Skipped == 0 ? "." : $", and {output.Skipped} were not begun.")}",
            Target = step.Id,
            Evidence = [.. failed.Take(5).Select(target => $"{target.Name}: {target.Failure!.Message}"), .. failed.Count > 5 ? [$"and {failed.Count - 5} more"] : Array.Empty<string>()],
            NextAction = $"See 'guru show {recorder.State.Id} --target NAME', mend it, then 'guru resume {recorder.State.Id}': what has succeeded is not done again.",
        };
    }

    private Failure NotKnown(IReadOnlyList<string> missing) => new()
    {
        Id = "InvalidTargets",
        Kind = FailureKind.Usage,
        Message = $"The targets of step '{step.Id}' are not known: {string.Join(", ", missing)} has no value.",
        Target = step.Id,
        NextAction = "A step before it has given no such output; see its result.",
    };

    private Failure Stopped(TargetHeader target) => new()
    {
        Id = "TargetStopped",
        Message = $"The work for target '{target.Name}' was stopped before its end.",
        Target = target.Name,
        NextAction = $"'guru resume {recorder.State.Id}' goes on with it.",
    };
}
