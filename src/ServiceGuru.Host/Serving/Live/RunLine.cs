using ServiceGuru.Host.Console;
using ServiceGuru.Host.Console.Runs;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Serving.Live;

/// <summary>A record of a run with the words that the terminal would have for it.</summary>
/// <param name="Sequence">Position in the run.</param>
/// <param name="Time">When it was written.</param>
/// <param name="Event">What happened.</param>
/// <param name="Text">The same in one line, or null where another event tells it better.</param>
internal sealed record RunLine(long Sequence, DateTimeOffset Time, RunEvent Event, string? Text)
{
    /// <summary>Tells a run's records.</summary>
    /// <exception cref="InvalidTransitionException">They do not make a run.</exception>
    public static IReadOnlyList<RunLine> Of(string runId, IReadOnlyList<LedgerRecord> records)
    {
        List<RunLine> lines = new(records.Count);
        RunState? state = null;
        foreach (LedgerRecord record in records)
        {
            state = state is null ? RunTransitions.Begin(runId, record) : RunTransitions.Apply(state, record);
            lines.Add(new RunLine(record.Sequence, record.Time, record.Event, RunLines.Of(record, state) is { } text ? Printable.Line(text) : null));
        }

        return lines;
    }
}
