using ServiceGuru.Ledger;

namespace ServiceGuru.Sessions;

/// <summary>What lies in a run's mailbox when it is resumed.</summary>
internal static class RunMailbox
{
    /// <summary>
    /// Drops what the resume has overtaken: who resumes a run wants it to go on, whatever was asked of it before. A
    /// cancellation that a killed process did not come to still counts, as do the answers of gates.
    /// </summary>
    /// <param name="writer">The run's writer.</param>
    /// <param name="cancelCounts">Whether a cancellation still makes sense.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task DropStaleAsync(IRunWriter writer, bool cancelCounts, CancellationToken cancellationToken)
    {
        foreach (PostedRequest posted in await writer.ReadRequestsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (posted.Request is PauseRequest or ContinueRequest or StopRequest or FailureDecision || (posted.Request is CancelRequest && !cancelCounts))
            {
                await writer.RemoveRequestAsync(posted.Id, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
