using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Gives a run up: whatever was cut is a failure, and nothing begins but what runs always.</summary>
internal sealed class RunCancellation(Runbook runbook, RunRecorder recorder)
{
    /// <summary>Why a cancelled run has ended.</summary>
    public static Failure Because(string runId, RunHalted halted) => new()
    {
        Id = "RunCancelled",
        Message = $"{halted.By} cancelled the run{(halted.Reason is null ? "." : $": {halted.Reason}")}",
        Target = runId,
        NextAction = $"What it had done and was not undone is in 'guru show {runId}'; 'guru undo {runId}' takes it back.",
    };

    /// <summary>Ends the steps that were under way, open gates with a no, and leaves out all others.</summary>
    public async Task GiveUpAsync(RunHalted halted)
    {
        foreach (RunbookStep step in runbook.Steps)
        {
            switch (recorder.State.Step(step.Id).Status)
            {
                case StepStatus.Running or StepStatus.Waiting:
                    await recorder.AppendAsync(new StepFailed(step.Id, Because(recorder.State.Id, halted), null, null)).ConfigureAwait(false);
                    break;
                case StepStatus.Undecided:
                    await recorder.AppendAsync(new FailureDecided(step.Id, halted.By, FailureChoice.Abort, "the run was cancelled")).ConfigureAwait(false);
                    break;
                case StepStatus.Pending when step.When != StepCondition.Always:
                    await recorder.AppendAsync(new StepSkipped(step.Id, $"{halted.By} cancelled the run")).ConfigureAwait(false);
                    break;
            }
        }
    }
}
