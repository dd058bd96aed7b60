using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>Refuses what the run could not carry out, so that whoever asks learns it at once. The run itself decides in the end.</summary>
internal static class RequestRules
{
    /// <exception cref="GuruException">It makes no sense now.</exception>
    public static void Check(RunState run, RunRequest request)
    {
        if (run.Status != RunStatus.Running)
        {
            throw Refuse("RunEnded", $"Run {run.Id} has ended: {run.Status.ToString().ToLowerInvariant()}.", run.Id, "Resume it first, where it can be resumed.");
        }

        switch (request)
        {
            case FailureDecision decision when run.Step(decision.Step).Status != StepStatus.Undecided:
                throw Refuse("NotUndecided", $"Step '{decision.Step}' does not wait for a decision.", decision.Step, "Reload the run: somebody may have decided already.");
            case FailureDecision { Choice: FailureChoice.Skip, Reason: null } decision:
                throw Refuse("ReasonNeeded", "To leave a step needs a reason.", decision.Step, "Say why.");
            case PauseRequest when run.Paused is not null:
                throw Refuse("AlreadyPaused", $"Run {run.Id} is paused already, by {run.Paused.By}.", run.Id, "Continue it when you are ready.");
            case ContinueRequest when run.Paused is null:
                throw Refuse("NotPaused", $"Run {run.Id} is not paused.", run.Id, "There is nothing to do.");
        }
    }

    private static GuruException Refuse(string id, string message, string target, string next) =>
        new(new Failure { Id = id, Kind = FailureKind.Usage, Message = message, Target = target, NextAction = next });
}
