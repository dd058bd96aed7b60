using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Gives a run up: whatever was cut is a failure, and nothing begins but what runs always.</summary>
internal sealed class RunCancellation(Runbook runbook, RunRecorder recorder, OperationContext context)
{
    /// <summary>Why a cancelled run has ended, with what nobody can tell about it.</summary>
    public static Failure Because(RunState run)
    {
        IReadOnlyList<ChangeResult> doubtful = [.. run.Steps.SelectMany(step => step.Changes).Where(Doubt.IsIn)];
        Failure why = Given(run);
        return doubtful.Count == 0 ? why : why with
        {
            Kind = FailureKind.UnknownOutcome,
            Details = [Doubt.About(run.Id, doubtful)],
        };
    }

    /// <summary>Ends the steps that were under way, open gates with a no, and leaves out all others.</summary>
    public async Task GiveUpAsync()
    {
        RunState run = recorder.State;
        (string by, string reason) = run.Halted is { Cancelled: true } halted
            ? (halted.By, $"{halted.By} cancelled the run")
            : (run.UndoDecision!.By, $"{run.UndoDecision.By} decided to undo the run");
        foreach (RunbookStep step in runbook.Steps)
        {
            bool gate = step.Operation.Kind == OperationKind.Gate;
            bool always = step.When == StepCondition.Always && !gate;
            StepState state = recorder.State.Step(step.Id);
            switch (state.Status)
            {
                case StepStatus.Waiting:
                    if (!state.Answers.Exists(answer => !answer.Yes))
                    {
                        await recorder.AppendAsync(new GateAnswered(step.Id, by, false, reason)).ConfigureAwait(false);
                    }

                    await recorder.AppendAsync(new StepFailed(step.Id, Given(run), null, null)).ConfigureAwait(false);
                    break;
                case StepStatus.Running when !always:
                    await Doubt.ProbeAsync(step, recorder, context with { Step = step.Id }).ConfigureAwait(false);
                    await recorder.AppendAsync(new StepFailed(step.Id, Given(run), null, null)).ConfigureAwait(false);
                    break;
                case StepStatus.Undecided:
                    await recorder.AppendAsync(new FailureDecided(step.Id, by, FailureChoice.Abort, reason)).ConfigureAwait(false);
                    break;
                case StepStatus.Pending when !always:
                    await recorder.AppendAsync(new StepSkipped(step.Id, reason)).ConfigureAwait(false);
                    break;
            }
        }
    }

    private static Failure Given(RunState run) => run.Halted is { Cancelled: true } halted
        ? new Failure
        {
            Id = "RunCancelled",
            Message = $"{halted.By} cancelled the run{(halted.Reason is null ? "." : $": {halted.Reason}")}",
            Target = run.Id,
            NextAction = $"'guru undo {run.Id}' takes back what it had done and is still there; 'guru resume {run.Id} --from STEP' goes on from a step.",
        }
        : new Failure
        {
            Id = "RunGivenUp",
            Message = $"{run.UndoDecision!.By} decided to undo the run{(run.UndoDecision.Reason is null ? "." : $": {run.UndoDecision.Reason}")}",
            Target = run.Id,
            NextAction = $"See what was undone with 'guru show {run.Id}'.",
        };
}
