using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Sessions;

/// <summary>Carries out the runs of targets in this process.</summary>
/// <param name="session">The service.</param>
internal sealed class TargetRuns(ServiceSession session)
{
    /// <summary>Refuses what only the run that a target belongs to may have done with it: that one would never learn of it.</summary>
    /// <param name="runId">The run that somebody has named.</param>
    /// <param name="verb">What they want, as <c>guru</c> calls it.</param>
    /// <exception cref="GuruException">It is the run of a target (<c>RunOfTarget</c>).</exception>
    public static void Refuse(string runId, string verb)
    {
        if (RunIds.IsValid(runId) && RunIds.ParentOf(runId) is { } parent)
        {
            throw new GuruException(new Failure
            {
                Id = "RunOfTarget",
                Kind = FailureKind.Usage,
                Message = $"Run {runId} is one target of step '{RunIds.StepOf(runId)}' of run {parent}, and goes on only with that run.",
                Target = runId,
                NextAction = $"'guru {verb} {parent}' does with it what is left; 'guru show {parent}' lists the targets. Nothing was started.",
            });
        }
    }

    /// <summary>Whether a run has ended since a record, so that there is nothing to do.</summary>
    /// <param name="state">The run.</param>
    /// <param name="after">The record.</param>
    public static bool HasEnded(RunState state, long after) => state.Status != RunStatus.Running && state.Sequence > after;

    /// <summary>Carries a target's run to its end, or goes on with it.</summary>
    /// <param name="writer">The run's writer.</param>
    /// <param name="by">Who goes on with it.</param>
    /// <param name="gatekeeper">Asks the person at this face.</param>
    /// <param name="observer">Sees the run as it happens.</param>
    /// <param name="drain">Lets the changes that are under way finish, and leaves the rest for another process.</param>
    /// <param name="cancellationToken">Cuts it off.</param>
    public async Task<RunState> CarryOutAsync(IRunWriter writer, string by, IGatekeeper gatekeeper, IRunObserver observer, CancellationToken drain, CancellationToken cancellationToken)
    {
        RunState state = writer.State;
        Runbook runbook = TargetRunbook.Read(state.Created, session.Operations);
        if (state.Sequence > 1)
        {
            // What had come to an end that is final is done anew: the run that it belongs to has gone back to this step.
            string? from = state.Status is RunStatus.Succeeded or RunStatus.Cancelled or RunStatus.Undone ? runbook.Steps[0].Id : null;
            await writer.AppendAsync(new RunResumed(by) { From = from }, cancellationToken).ConfigureAwait(false);
        }

        return (await session.ExecuteAsync(writer, runbook, gatekeeper, observer, cancellationToken, drain).ConfigureAwait(false)).State;
    }
}
