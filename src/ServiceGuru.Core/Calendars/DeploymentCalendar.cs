using System.Globalization;
using ServiceGuru.Services;

namespace ServiceGuru.Calendars;

/// <summary>
/// Answers whether an environment may be changed at an instant, and when it may next. What clocks that go back make
/// ambiguous is read to the safe side: windows as the shorter, freezes as the longer.
/// </summary>
public sealed class DeploymentCalendar
{
    private const int DaysAhead = 16;

    private const int MaxSteps = 10_000;

    private readonly CalendarDefinition? _calendar;
    private readonly TimeZoneInfo _zone;
    private readonly List<(FreezeDefinition Freeze, DateTimeOffset From, DateTimeOffset To)> _freezes;

    /// <summary>Initializes a new instance of the <see cref="DeploymentCalendar"/> class.</summary>
    /// <param name="service">The definition; without a calendar everything is open at any time.</param>
    public DeploymentCalendar(ServiceDefinition service)
    {
        _calendar = service.Calendar;
        _zone = _calendar is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(_calendar.TimeZone);
        _freezes = [.. (_calendar?.Freezes ?? []).Select(freeze => (freeze, Start(freeze), End(freeze)))];
    }

    /// <summary>Gets a value indicating whether the definition has a calendar at all.</summary>
    public bool HasRules => _calendar is { Freezes.Count: > 0 } or { Windows.Count: > 0 };

    /// <summary>Tells whether environments may be changed.</summary>
    /// <param name="environments">Their names; all of them must be open. Without any, only what is for all environments counts.</param>
    /// <param name="at">The instant.</param>
    /// <returns>The verdict.</returns>
    public CalendarVerdict Judge(IReadOnlyCollection<string> environments, DateTimeOffset at)
    {
        DateTimeOffset? next = Next(environments, at);
        if (next == at)
        {
            return new CalendarVerdict { Open = true, Next = at };
        }

        (FreezeDefinition? freeze, DateTimeOffset _, DateTimeOffset to) = Frozen(environments, at).OrderByDescending(entry => entry.To).FirstOrDefault();
        return new CalendarVerdict { Open = false, Freeze = freeze, FrozenUntil = freeze is null ? null : to, Next = next };
    }

    /// <summary>Tells whether it is a time in which nobody is reminded.</summary>
    /// <param name="at">The instant.</param>
    public bool IsQuiet(DateTimeOffset at)
    {
        if (_calendar?.QuietHours is not { } quiet)
        {
            return false;
        }

        TimeSpan now = TimeZoneInfo.ConvertTime(at, _zone).TimeOfDay;
        TimeSpan from = TimeOf(quiet.From);
        TimeSpan to = TimeOf(quiet.To);
        return from < to ? now >= from && now < to : now >= from || now < to;
    }

    /// <summary>Writes an instant as the calendar's people read it, e.g. <c>Mon 2026-11-23 09:00 Europe/Prague</c>.</summary>
    /// <param name="at">The instant.</param>
    public string Stamp(DateTimeOffset at) =>
        $"{TimeZoneInfo.ConvertTime(at, _zone).ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} {_calendar?.TimeZone ?? "UTC"}";

    // Goes from one obstacle's end to the next until there is none.
    private DateTimeOffset? Next(IReadOnlyCollection<string> environments, DateTimeOffset from)
    {
        DateTimeOffset at = from;
        for (int step = 0; step < MaxSteps && at < from.AddYears(5); step++)
        {
            DateTimeOffset before = at;
            foreach ((FreezeDefinition _, DateTimeOffset _, DateTimeOffset to) in Frozen(environments, at))
            {
                at = to > at ? to : at;
            }

            foreach (IReadOnlyList<WindowDefinition> windows in WindowsOf(environments))
            {
                at = NextOf(windows, at);
            }

            if (at == before)
            {
                return at;
            }
        }

        return null;
    }

    private DateTimeOffset NextOf(IReadOnlyList<WindowDefinition> windows, DateTimeOffset at)
    {
        DateOnly today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);
        DateTimeOffset? next = null;
        foreach (WindowDefinition window in windows)
        {
            // Yesterday's window may be open past midnight.
            for (int day = -1; day <= DaysAhead; day++)
            {
                if (Occurrence(window, today.AddDays(day)) is not { } span || span.To <= at)
                {
                    continue;
                }

                DateTimeOffset opens = span.From > at ? span.From : at;
                next = next is null || opens < next ? opens : next;
                break;
            }
        }

        // No window within the days looked at: clocks have swallowed it. The search goes on from there.
        return next ?? at.AddDays(DaysAhead - 1);
    }

    private (DateTimeOffset From, DateTimeOffset To)? Occurrence(WindowDefinition window, DateOnly day)
    {
        if (!window.Days.Contains(day.DayOfWeek))
        {
            return null;
        }

        TimeSpan from = TimeOf(window.From);
        TimeSpan to = TimeOf(window.To);
        DateTime midnight = day.ToDateTime(TimeOnly.MinValue);
        DateTimeOffset opens = LocalTime.InstantOf(_zone, midnight + from, later: true);
        DateTimeOffset closes = LocalTime.InstantOf(_zone, (to > from ? midnight : midnight.AddDays(1)) + to, later: false);
        return opens < closes ? (opens, closes) : null;
    }

    private IEnumerable<(FreezeDefinition Freeze, DateTimeOffset From, DateTimeOffset To)> Frozen(IReadOnlyCollection<string> environments, DateTimeOffset at) =>
        _freezes.Where(entry => entry.From <= at && at < entry.To && (entry.Freeze.Environments.Count == 0 || entry.Freeze.Environments.Any(environments.Contains)));

    // One list an environment: each must be within one of its own.
    private IEnumerable<IReadOnlyList<WindowDefinition>> WindowsOf(IReadOnlyCollection<string> environments)
    {
        IReadOnlyList<WindowDefinition> all = _calendar?.Windows ?? [];
        IEnumerable<IReadOnlyList<WindowDefinition>> lists = environments.Count == 0
            ? [[.. all.Where(window => window.Environments.Count == 0)]]
            : environments.Select(name => (IReadOnlyList<WindowDefinition>)[.. all.Where(window => window.Environments.Count == 0 || window.Environments.Contains(name, StringComparer.Ordinal))]);
        return lists.Where(list => list.Count > 0);
    }

    private DateTimeOffset Start(FreezeDefinition freeze) =>
        LocalTime.TryParseStart(freeze.From, out DateTime local) ? LocalTime.InstantOf(_zone, local, later: false) : throw NotATime(freeze.From);

    private DateTimeOffset End(FreezeDefinition freeze) =>
        LocalTime.TryParseEnd(freeze.To, out DateTime local) ? LocalTime.InstantOf(_zone, local, later: true) : throw NotATime(freeze.To);

    private static TimeSpan TimeOf(string text) => LocalTime.TryParseTime(text, out TimeSpan time) ? time : throw NotATime(text);

    private static FormatException NotATime(string text) => new($"'{text}' is no time of a calendar; the definition was not checked.");
}
