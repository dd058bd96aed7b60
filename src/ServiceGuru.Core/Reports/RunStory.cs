using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Reports;

/// <summary>What happened in a run, with the times that its state does not keep.</summary>
internal sealed record RunStory
{
    /// <summary>Where it stands.</summary>
    public required RunState State { get; init; }

    /// <summary>How many records it has.</summary>
    public required int Records { get; init; }

    /// <summary>When it ended, or its newest record was written.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>The steps in order.</summary>
    public required IReadOnlyList<StepStory> Steps { get; init; }

    /// <summary>When it was paused, and when no process worked on it.</summary>
    public required IReadOnlyList<RunInterval> Breaks { get; init; }

    /// <summary>What people decided.</summary>
    public required IReadOnlyList<RunDecision> Decisions { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Start => State.StartedAt;

    /// <summary>How long it took.</summary>
    public TimeSpan Took => End - Start;

    /// <summary>Reads it from a run's records.</summary>
    /// <exception cref="Operations.GuruException">They do not make a run (<c>LedgerDamaged</c>).</exception>
    public static RunStory Of(string runId, IReadOnlyList<LedgerRecord> records)
    {
        RunState state = LedgerReader.Fold(runId, records);
        RunStoryReader reader = new();
        foreach (LedgerRecord record in records)
        {
            reader.Read(record);
        }

        return reader.Finish(state, records.Count);
    }
}
