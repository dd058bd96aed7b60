using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Waits until somebody decides about a step that has failed: here, or by a request in the run's mailbox.</summary>
internal sealed class DecisionExecutor(string step, RunRecorder recorder, OperationContext context, IGatekeeper gatekeeper)
{
    private static readonly TimeSpan MailboxPoll = TimeSpan.FromMilliseconds(500);

    private StepState State => recorder.State.Step(step);

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource closed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<FailureDecision?>? asked = AskAsync(closed.Token);
        try
        {
            while (true)
            {
                foreach (PostedRequest posted in await recorder.ReadRequestsAsync(cancellationToken).ConfigureAwait(false))
                {
                    if (posted.Request is FailureDecision decision && decision.Step == step)
                    {
                        bool valid = await TryRecordAsync(decision).ConfigureAwait(false);
                        await recorder.RemoveRequestAsync(posted.Id, CancellationToken.None).ConfigureAwait(false);
                        if (valid)
                        {
                            return;
                        }
                    }
                }

                Task pause = Task.Delay(MailboxPoll, context.Time, cancellationToken);
                await (asked is null ? pause : Task.WhenAny(asked, pause)).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                if (asked is { IsCompleted: true })
                {
                    FailureDecision? here = await asked.ConfigureAwait(false);
                    asked = null;
                    if (here is not null && await TryRecordAsync(here).ConfigureAwait(false))
                    {
                        return;
                    }
                }
            }
        }
        finally
        {
            await closed.CancelAsync().ConfigureAwait(false);
        }
    }

    // A terminal that is gone must not end the run: the decision can come another way.
    private async Task<FailureDecision?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await gatekeeper.DecideAsync(State, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            context.Progress.Report($"nobody could be asked here ({error.Message}); 'guru decide {recorder.State.Id} {step}' decides");
            return null;
        }
    }

    // To leave a step needs a reason, and somebody who gives it; what lacks one decides nothing.
    private async Task<bool> TryRecordAsync(FailureDecision decision)
    {
        if (decision.Attempt is { } meant && meant != State.Attempt)
        {
            // Two people decided about the same failure; nobody has looked at this one yet.
            return false;
        }

        if (string.IsNullOrWhiteSpace(decision.By) || (decision.Choice == FailureChoice.Skip && string.IsNullOrWhiteSpace(decision.Reason)))
        {
            return false;
        }

        await recorder.AppendAsync(new FailureDecided(step, decision.By, decision.Choice, decision.Reason)).ConfigureAwait(false);
        return true;
    }
}
