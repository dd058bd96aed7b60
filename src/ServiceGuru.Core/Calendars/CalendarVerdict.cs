using ServiceGuru.Services;

namespace ServiceGuru.Calendars;

/// <summary>Whether something may be changed now.</summary>
public sealed record CalendarVerdict
{
    /// <summary>Whether it may.</summary>
    public required bool Open { get; init; }

    /// <summary>The freeze that forbids it, or null where it is outside of the windows.</summary>
    public FreezeDefinition? Freeze { get; init; }

    /// <summary>When that freeze ends.</summary>
    public DateTimeOffset? FrozenUntil { get; init; }

    /// <summary>The next time at which it may, now where it may now; null where there is none in the next five years.</summary>
    public DateTimeOffset? Next { get; init; }
}
