namespace ServiceGuru.Runbooks.State;

/// <summary>One event of a run as a person reads it.</summary>
public sealed record RunbookEvent
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>Position in the run, from 1 on, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was recorded (UTC).</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What happened, as the ledger calls it, e.g. <c>step-started</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The step that it is about, or null where it is about the whole run.</summary>
    public string? Step { get; init; }

    /// <summary>The event in one line.</summary>
    public required string Text { get; init; }
}
