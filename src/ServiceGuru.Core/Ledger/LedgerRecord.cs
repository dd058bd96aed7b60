using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Ledger;

/// <summary>One durable record of a run.</summary>
/// <param name="Sequence">Position in the run, from 1 on, without gaps.</param>
/// <param name="Time">When it was written (UTC).</param>
/// <param name="Event">What happened.</param>
public sealed record LedgerRecord(long Sequence, DateTimeOffset Time, RunEvent Event);
