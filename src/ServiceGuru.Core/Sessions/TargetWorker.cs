using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Sessions;

/// <summary>
/// Does the work of targets that another process hands over. Two workers never both act: the lock of the target's run is
/// the fence, and whoever loses it is cut off.
/// </summary>
/// <param name="session">The service that it works for, with the ledger of the runs.</param>
/// <param name="by">Who works, as the ledger shall have it.</param>
public sealed class TargetWorker(ServiceSession session, string by)
{
    private static readonly string[] Lost = ["StaleWriter", "RunLockLost"];

    /// <summary>Carries work out.</summary>
    /// <param name="work">The work.</param>
    /// <param name="observer">Sees the target's run as it happens.</param>
    /// <param name="drain">Lets the changes that are under way finish; the rest is given back.</param>
    /// <param name="cancellationToken">Cuts it off.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="GuruException">The ledger can't be used now (kind <see cref="FailureKind.Unreachable"/>): try again.</exception>
    public async Task<WorkResult> CarryOutAsync(TargetWork work, IRunObserver observer, CancellationToken drain, CancellationToken cancellationToken)
    {
        if (work.Service != session.Service.Name)
        {
            return await RefuseAsync(work, WrongService(work), cancellationToken).ConfigureAwait(false);
        }

        try
        {
            // Without the run that it belongs to nobody keeps to the failure budget or hands on a stop. When that run is
            // resumed, it hands the work over again.
            if (!work.Wanted && !await session.Ledger.IsHeldAsync(work.Run, cancellationToken).ConfigureAwait(false))
            {
                return new WorkResult(WorkVerdict.Left);
            }

            IRunWriter writer = await session.Ledger.OpenAsync(work.Target, cancellationToken).ConfigureAwait(false);
            await using (writer.ConfigureAwait(false))
            {
                return await CarryOutAsync(writer, work, observer, drain, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (GuruException error) when (error.Failure.Id == "RunHeld")
        {
            return new WorkResult(WorkVerdict.Left);
        }
        catch (GuruException error) when (error.Failure.Id is "RunNotFound" or "LedgerDamaged")
        {
            return new WorkResult(WorkVerdict.Refused, error.Failure);
        }
        catch (GuruException error) when (Lost.Contains(error.Failure.Id))
        {
            // Whoever has it now, or comes next, goes on from what is recorded.
            return new WorkResult(WorkVerdict.GivenBack, error.Failure);
        }
    }

    /// <summary>Tells in the target's run that its work can't be done, so that whoever waits for it learns it.</summary>
    /// <exception cref="GuruException">The ledger can't be used now (kind <see cref="FailureKind.Unreachable"/>): try again.</exception>
    public async Task<WorkResult> RefuseAsync(TargetWork work, Failure failure, CancellationToken cancellationToken)
    {
        try
        {
            IRunWriter writer = await session.Ledger.OpenAsync(work.Target, cancellationToken).ConfigureAwait(false);
            await using (writer.ConfigureAwait(false))
            {
                if (!TargetRuns.HasEnded(writer.State, work.After))
                {
                    await writer.AppendAsync(new RunEnded(RunStatus.Failed, failure), cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (GuruException error) when (error.Failure.Id is "RunNotFound" or "LedgerDamaged" or "RunHeld" || Lost.Contains(error.Failure.Id))
        {
            // It has no record to tell it in, or somebody works on it all the same.
            return new WorkResult(WorkVerdict.Refused, failure with { Details = [.. failure.Details, error.Failure] });
        }

        return new WorkResult(WorkVerdict.Refused, failure);
    }

    private async Task<WorkResult> CarryOutAsync(IRunWriter writer, TargetWork work, IRunObserver observer, CancellationToken drain, CancellationToken cancellationToken)
    {
        if (TargetRuns.HasEnded(writer.State, work.After))
        {
            return new WorkResult(WorkVerdict.Left);
        }

        try
        {
            RunState state = await new TargetRuns(session).CarryOutAsync(writer, by, Nobody.Instance, observer, drain, cancellationToken).ConfigureAwait(false);
            return new WorkResult(state.Status == RunStatus.Running ? WorkVerdict.GivenBack : WorkVerdict.Done);
        }
        catch (GuruException error) when (error.Failure.Id == "UnreadableWork")
        {
            await writer.AppendAsync(new RunEnded(RunStatus.Failed, error.Failure), cancellationToken).ConfigureAwait(false);
            return new WorkResult(WorkVerdict.Refused, error.Failure);
        }
    }

    private Failure WrongService(TargetWork work) => new()
    {
        Id = "WrongService",
        Message = $"The work is for {work.Service}, and this worker serves {session.Service.Name}.",
        Target = work.Target,
        NextAction = "Start a worker with the definition of that service, and put the work back with 'guru worker parked retry'.",
    };
}
