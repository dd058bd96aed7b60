using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Reports;

/// <summary>A time in which a step waited for people.</summary>
/// <param name="Gate">What they were asked.</param>
/// <param name="Opened">Since when.</param>
internal sealed record GateStory(GateOpened Gate, DateTimeOffset Opened)
{
    /// <summary>What they answered, and when.</summary>
    public List<(DateTimeOffset Time, GateAnswered Answer)> Answers { get; } = [];

    /// <summary>When they were reminded.</summary>
    public List<DateTimeOffset> Reminders { get; } = [];

    /// <summary>When it closed, or null while it is open.</summary>
    public DateTimeOffset? Closed { get; set; }
}
