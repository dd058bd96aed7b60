using System.Diagnostics;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Telemetry;

/// <summary>Measures how long it takes until records are durable.</summary>
internal sealed class MeasuredRunWriter(IRunWriter inner) : DelegatingRunWriter(inner), IRunWriter
{
    private readonly IRunWriter _inner = inner;

    public override async ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        LedgerRecord record = await _inner.AppendAsync(runEvent, cancellationToken).ConfigureAwait(false);
        RunInstruments.Append.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        return record;
    }

    public async ValueTask<IReadOnlyList<AppendedRecord>> AppendAsync(IReadOnlyList<RunEvent> events, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        IReadOnlyList<AppendedRecord> records = await _inner.AppendAsync(events, cancellationToken).ConfigureAwait(false);
        RunInstruments.Append.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        return records;
    }
}
