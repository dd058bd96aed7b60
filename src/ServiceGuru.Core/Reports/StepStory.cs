using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Reports;

/// <summary>What happened in one step, in the order in which it happened.</summary>
internal sealed record StepStory
{
    /// <summary>Where it stands.</summary>
    public required StepState State { get; init; }

    /// <summary>Its attempts.</summary>
    public IReadOnlyList<AttemptStory> Attempts { get; init; } = [];

    /// <summary>What it was at, and when.</summary>
    public IReadOnlyList<StepSpan> Spans { get; init; } = [];

    /// <summary>Its changes; those of a plan that another one replaced before they began are not among them.</summary>
    public IReadOnlyList<ChangeStory> Changes { get; init; } = [];

    /// <summary>Its gates, one an attempt.</summary>
    public IReadOnlyList<GateStory> Gates { get; init; } = [];

    /// <summary>When its first attempt began.</summary>
    public DateTimeOffset? Start => Attempts.Count == 0 ? null : Attempts[0].Start;

    /// <summary>When its newest attempt ended, or null while it has not.</summary>
    public DateTimeOffset? End => Attempts.Count == 0 ? null : Attempts[^1].End;

    /// <summary>How long it was at it in all, waits included.</summary>
    public TimeSpan Busy => Spans.Where(span => span.Kind != SpanKind.Undo).Aggregate(TimeSpan.Zero, (sum, span) => sum + (span.End - span.Start));
}
