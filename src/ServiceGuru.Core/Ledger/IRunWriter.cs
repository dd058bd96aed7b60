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

    /// <summary>Takes the answers that were left for a gate. An answer that can't be read comes back as a no.</summary>
    Task<IReadOnlyList<GateAnswer>> TakeAnswersAsync(string step, CancellationToken cancellationToken);
}
