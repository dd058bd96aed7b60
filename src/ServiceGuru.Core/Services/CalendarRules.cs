using ServiceGuru.Calendars;
using ServiceGuru.Documents;

namespace ServiceGuru.Services;

/// <summary>What must hold in the part <c>calendar</c>: times that there are, and windows that can open.</summary>
/// <param name="service">The definition.</param>
/// <param name="add">Takes a mistake: id, path, message.</param>
internal sealed class CalendarRules(ServiceDefinition service, Action<string, object[], string> add)
{
    public void Check()
    {
        if (service.Calendar is not { } calendar)
        {
            return;
        }

        if (calendar.TimeZone is not null && (!TimeZoneInfo.TryFindSystemTimeZoneById(calendar.TimeZone, out TimeZoneInfo? zone) || !zone.HasIanaId))
        {
            add("InvalidValue", ["calendar", "timeZone"], $"timeZone must be an IANA name such as Europe/Prague, and '{calendar.TimeZone}' is none that this machine knows.");
        }

        for (int index = 0; index < calendar.Freezes.Count; index++)
        {
            CheckFreeze(calendar.Freezes[index], index, calendar.Freezes);
        }

        for (int index = 0; index < calendar.Windows.Count; index++)
        {
            CheckWindow(calendar.Windows[index], index);
        }

        if (calendar.QuietHours is { } quiet)
        {
            TimeSpan? from = CheckTime(quiet.From, "calendar", "quietHours", "from");
            TimeSpan? to = CheckTime(quiet.To, "calendar", "quietHours", "to");
            if (from is not null && from == to)
            {
                add("InvalidValue", ["calendar", "quietHours", "to"], "quiet hours that end when they begin are none; leave them out.");
            }
        }
    }

    private void CheckFreeze(FreezeDefinition freeze, int index, IReadOnlyList<FreezeDefinition> all)
    {
        if (freeze.Name is not null && all.Take(index).Any(other => other.Name == freeze.Name))
        {
            add("DuplicateName", ["calendar", "freezes", index, "name"], $"there are two freezes '{freeze.Name}'.");
        }

        DateTime? from = CheckMoment(freeze.From, LocalTime.TryParseStart, index, "from");
        DateTime? to = CheckMoment(freeze.To, LocalTime.TryParseEnd, index, "to");
        if (from >= to)
        {
            add("InvalidValue", ["calendar", "freezes", index, "to"], $"the freeze '{freeze.Name}' ends before it begins.");
        }

        if (string.IsNullOrWhiteSpace(freeze.Reason) && freeze.Reason is not null)
        {
            add("InvalidValue", ["calendar", "freezes", index, "reason"], "whoever is refused wants to know why: give a reason.");
        }

        CheckEnvironments(freeze.Environments, "calendar", "freezes", index, "environments");
    }

    private void CheckWindow(WindowDefinition window, int index)
    {
        if (window.Days is { Count: 0 })
        {
            add("InvalidValue", ["calendar", "windows", index, "days"], "a window without days can never open.");
        }

        TimeSpan? from = CheckTime(window.From, "calendar", "windows", index, "from");
        TimeSpan? to = CheckTime(window.To, "calendar", "windows", index, "to");
        if (from == TimeSpan.FromDays(1))
        {
            add("InvalidValue", ["calendar", "windows", index, "from"], "no day has a 24:00 to begin at; write 00:00 of the next day.");
        }
        else if (from is not null && from == to)
        {
            add("InvalidValue", ["calendar", "windows", index, "to"], "a window that closes when it opens can never open; a whole day is 00:00 to 24:00.");
        }

        CheckEnvironments(window.Environments, "calendar", "windows", index, "environments");
    }

    private TimeSpan? CheckTime(string? text, params object[] path)
    {
        if (text is null)
        {
            return null;
        }

        if (LocalTime.TryParseTime(text, out TimeSpan time))
        {
            return time;
        }

        add("InvalidValue", path, $"a time of the day is HH:mm from 00:00 to 24:00, and '{text}' is not.");
        return null;
    }

    private DateTime? CheckMoment(string? text, LocalTime.Parser parse, int index, string key)
    {
        if (text is null)
        {
            return null;
        }

        if (parse(text, out DateTime moment))
        {
            return moment;
        }

        add("InvalidValue", ["calendar", "freezes", index, key], $"{key} is a date (2026-12-19) or a date and time (2026-12-19T14:00), and '{text}' is not.");
        return null;
    }

    private void CheckEnvironments(IReadOnlyList<string> environments, params object[] path)
    {
        for (int index = 0; index < environments.Count; index++)
        {
            if (!service.Environments.ContainsKey(environments[index]))
            {
                add("UnknownName", [.. path, index], $"there is no environment '{environments[index]}'.{NearestName.Hint(environments[index], service.Environments.Keys)}");
            }
        }
    }
}
