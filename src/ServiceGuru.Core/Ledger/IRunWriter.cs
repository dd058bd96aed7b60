using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Ledger;

/// <summary>The one writer of a run. Not thread-safe: the executor appends one record at a time.</summary>
public interface IRunWriter : IAsyncDisposable
{
    /// <summary>Gets where the run stands.</summary>
    RunState State { get; }

    /// <summary>Appends a record and returns when it is durable.</summary>
    /// <param name="runEvent">What happened.</param>
    /// <param name="cancellationToken">Not looked at once writing has begun: a record is whole or absent.</param>
    /// <returns>The record; <see cref="State"/> has it applied.</returns>
    /// <exception cref="Operations.GuruException">
    /// Somebody else has written meanwhile (<c>StaleWriter</c>), or it can't be written (<c>LedgerUnwritable</c>).
    /// </exception>
    ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken);

    /// <summary>Appends several records in their order and returns when all are durable; a ledger may make them durable together.</summary>
    /// <param name="events">What happened.</param>
    /// <param name="cancellationToken">Not looked at once writing has begun.</param>
    /// <returns>The records, each with the state after it.</returns>
    /// <exception cref="InvalidTransitionException">One does not fit.</exception>
    async ValueTask<IReadOnlyList<AppendedRecord>> AppendAsync(IReadOnlyList<RunEvent> events, CancellationToken cancellationToken)
    {
        List<AppendedRecord> appended = [];
        foreach (RunEvent runEvent in events)
        {
            LedgerRecord record = await AppendAsync(runEvent, cancellationToken).ConfigureAwait(false);
            appended.Add(new AppendedRecord(record, State));
        }

        return appended;
    }

    /// <summary>Gets a token that is cancelled when the lock is lost: somebody else may write now, so nothing more may be done.</summary>
    CancellationToken Lost { get; }

    /// <summary>
    /// Keeps runbooks of the same service from beginning or going on elsewhere, until this run's lock is given back. A
    /// look at the runs in progress can't do that: two that begin at the same moment do not see each other.
    /// </summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Operations.GuruException">Another runbook has the service (<c>AnotherRunInProgress</c>).</exception>
    Task TakeServiceAsync(CancellationToken cancellationToken);

    /// <summary>Reads what was asked of the run and is not removed yet, oldest first.</summary>
    Task<IReadOnlyList<PostedRequest>> ReadRequestsAsync(CancellationToken cancellationToken);

    /// <summary>Removes a request once its consequence is recorded; a crash in between shows it again, never loses it.</summary>
    /// <param name="id">The <see cref="PostedRequest.Id"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task RemoveRequestAsync(string id, CancellationToken cancellationToken);

    /// <summary>Tells those who watch from elsewhere how far the steps are. Not durable, no part of the record.</summary>
    Task TellAsync(IReadOnlyList<ProgressLine> lines, CancellationToken cancellationToken);
}
