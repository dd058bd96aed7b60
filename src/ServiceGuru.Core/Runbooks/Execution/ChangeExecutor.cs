using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Applies the changes of a planned step; those that a crash left in doubt are probed first.</summary>
/// <param name="step">The step.</param>
/// <param name="recorder">Where every change's beginning and end go.</param>
/// <param name="context">What the operation works with.</param>
/// <param name="mayBegin">Returns when the next change may begin.</param>
/// <param name="begin">Keeps changes from beginning.</param>
/// <param name="cut">Cuts a change in its middle.</param>
internal sealed class ChangeExecutor(RunbookStep step, RunRecorder recorder, OperationContext context, Func<CancellationToken, Task> mayBegin, CancellationToken begin, CancellationToken cut)
{
    private IOperation Operation => step.Operation;

    /// <summary>Brings every change to an end that is recorded.</summary>
    public async Task ExecuteAsync()
    {
        List<ChangeResult> open =
        [
            .. recorder.State.Step(step.Id).Changes
                .Where(result => result.Status is ChangeStatus.Planned or ChangeStatus.Started or ChangeStatus.Unknown),
        ];
        using SemaphoreSlim places = new(Operation.Concurrency);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(begin);
        Dictionary<string, Task> ends = new(StringComparer.Ordinal);
        foreach (ChangeResult result in open)
        {
            // A change may wait for earlier ones only, so whom it waits for is under way already or has ended before.
            List<Task> needed = [.. result.Change.After.Concat(result.Change.AfterEndOf).Select(id => ends.GetValueOrDefault(id, Task.CompletedTask))];
            ends[result.Change.Id] = InTurnAsync(result, needed, places, stop);
        }

        await Task.WhenAll(ends.Values).ConfigureAwait(false);
    }

    /// <summary>Looks again at what nobody could tell, and records what it finds; applies nothing.</summary>
    public async Task ProbeDoubtfulAsync()
    {
        foreach (ChangeResult result in recorder.State.Step(step.Id).Changes.Where(Doubt.IsIn))
        {
            await ProbeAsync(result.Change, null).ConfigureAwait(false);
        }
    }

    private async Task InTurnAsync(ChangeResult result, IReadOnlyList<Task> needed, SemaphoreSlim places, CancellationTokenSource stop)
    {
        await Task.WhenAll(needed).ConfigureAwait(false);
        await places.WaitAsync(stop.Token).ConfigureAwait(false);
        try
        {
            // What has begun once had what it needs.
            if (result.Status == ChangeStatus.Planned && ChangeNeeds.Unmet(result.Change, recorder.State.Step(step.Id).Changes) is { } unmet)
            {
                await EndAsync(result.Change, ChangeStatus.Failed, unmet).ConfigureAwait(false);
            }
            else
            {
                await BringToEndAsync(result).ConfigureAwait(false);
            }
        }
        catch
        {
            // The ledger can't be written, or the attempt was cut off: nothing else begins.
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            places.Release();
        }
    }

    private async Task BringToEndAsync(ChangeResult result)
    {
        if (result.Status != ChangeStatus.Planned)
        {
            ProbeOutcome outcome = await ProbeAsync(result.Change, null).ConfigureAwait(false);
            if (outcome != ProbeOutcome.NotApplied)
            {
                return;
            }
        }

        await mayBegin(begin).ConfigureAwait(false);
        await recorder.AppendAsync(new ChangeStarted(step.Id, result.Change.Id) { Place = Operation.PlaceOf(context) }).ConfigureAwait(false);
        IReadOnlyDictionary<string, string> values;
        try
        {
            values = await Operation.ApplyAsync(result.Change, context, cut).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException || error is GuruException { Failure.Kind: FailureKind.UnknownOutcome })
        {
            await ProbeAsync(result.Change, error is GuruException guru ? guru.Failure : null).ConfigureAwait(false);
            if (error is OperationCanceledException)
            {
                throw;
            }

            return;
        }
        catch (Exception error)
        {
            // What the killed process had begun (a push in a process of its own) may have ended only after our first look.
            if (result.Status != ChangeStatus.Planned && (await LookAsync(result.Change).ConfigureAwait(false)).Outcome == ProbeOutcome.Applied)
            {
                await RecordProbeAsync(result.Change, ProbeOutcome.Applied, null).ConfigureAwait(false);
                return;
            }

            await EndAsync(result.Change, ChangeStatus.Failed, Failures.From(error, result.Change.Summary)).ConfigureAwait(false);
            return;
        }

        await recorder.AppendAsync(new ChangeEnded { Step = step.Id, Change = result.Change.Id, Status = ChangeStatus.Applied, Values = values }).ConfigureAwait(false);
    }

    private async Task<ProbeOutcome> ProbeAsync(Change change, Failure? failure)
    {
        (ProbeOutcome outcome, Failure? blind) = await LookAsync(change).ConfigureAwait(false);
        await RecordProbeAsync(change, outcome, failure ?? blind).ConfigureAwait(false);
        return outcome;
    }

    // A probe must also run when the attempt was cut off.
    private Task<(ProbeOutcome Outcome, Failure? Blind)> LookAsync(Change change) => Doubt.LookAsync(
        Operation,
        change,
        context with { BegunIn = recorder.State.Step(step.Id).Changes.Find(result => result.Change.Id == change.Id)?.Place },
        CancellationToken.None);

    private Task RecordProbeAsync(Change change, ProbeOutcome outcome, Failure? failure) => recorder.AppendAsync(new ChangeEnded
    {
        Step = step.Id,
        Change = change.Id,
        Status = outcome switch
        {
            ProbeOutcome.Applied => ChangeStatus.Applied,
            ProbeOutcome.NotApplied => ChangeStatus.Planned,
            _ => ChangeStatus.Unknown,
        },
        Failure = outcome == ProbeOutcome.Unknown ? failure : null,
        Probed = true,
    });

    private Task EndAsync(Change change, ChangeStatus status, Failure failure) =>
        recorder.AppendAsync(new ChangeEnded { Step = step.Id, Change = change.Id, Status = status, Failure = failure });
}
