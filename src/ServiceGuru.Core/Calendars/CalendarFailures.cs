using ServiceGuru.Operations;

namespace ServiceGuru.Calendars;

/// <summary>What is told to whoever may not change something now.</summary>
internal static class CalendarFailures
{
    /// <summary>Says why, until when, and when it may go next.</summary>
    /// <param name="calendar">The calendar.</param>
    /// <param name="verdict">What it says.</param>
    /// <param name="environments">What would be changed.</param>
    /// <param name="target">What was to be done.</param>
    /// <param name="waits">Whether it only waits for the calendar, and so has no option to go against it.</param>
    public static Failure Closed(DeploymentCalendar calendar, CalendarVerdict verdict, IReadOnlyCollection<string> environments, string target, bool waits = false)
    {
        string what = environments.Count == 0 ? "the service" : string.Join(", ", environments.Order(StringComparer.Ordinal));
        return new Failure
        {
            Id = verdict.Freeze is null ? "OutsideWindow" : "InFreeze",
            Message = verdict.Freeze is { } freeze
                ? $"Nothing is changed in {what} until {calendar.Stamp(verdict.FrozenUntil!.Value)} (freeze '{freeze.Name}'): {freeze.Reason}"
                : $"Nothing is changed in {what} outside of its windows.",
            Target = target,
            NextAction = $"{(verdict.Next is { } next ? $"It may go on {calendar.Stamp(next)}." : "No window opens in the next five years; look at the calendar of the service definition.")} {(waits ? "A change that can't wait goes" : "What can't wait goes now")} with --during-freeze \"why\" (PowerShell: -DuringFreeze); who and why are recorded.",
        };
    }
}
