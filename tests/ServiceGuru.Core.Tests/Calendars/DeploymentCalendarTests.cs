using System.Globalization;
using ServiceGuru.Services;

namespace ServiceGuru.Calendars;

/// <summary>
/// In 2026 the clocks of Prague go from 02:00 to 03:00 on March 29th (01:00 UTC) and from 03:00 to 02:00 on October 25th
/// (01:00 UTC).
/// </summary>
public sealed class DeploymentCalendarTests
{
    private static readonly DayOfWeek[] WorkDays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday];

    [Theory]
    [InlineData("2026-05-18T08:00Z", true, "2026-05-18T08:00Z")] // Monday 10:00 in Prague
    [InlineData("2026-05-18T06:59Z", false, "2026-05-18T07:00Z")]
    [InlineData("2026-05-18T07:00Z", true, "2026-05-18T07:00Z")]
    [InlineData("2026-05-18T13:59Z", true, "2026-05-18T13:59Z")]
    [InlineData("2026-05-18T14:00Z", false, "2026-05-19T07:00Z")]
    [InlineData("2026-05-21T14:00Z", false, "2026-05-25T07:00Z")] // over the week end
    [InlineData("2026-01-05T08:00Z", true, "2026-01-05T08:00Z")] // in winter it is an hour later
    [InlineData("2026-01-05T07:30Z", false, "2026-01-05T08:00Z")]
    public void A_window_of_the_working_week(string now, bool open, string next) => Check(
        Calendar(windows: [new WindowDefinition { Days = WorkDays, From = "09:00", To = "16:00" }]), now, open, next);

    [Theory]
    [InlineData("2026-05-22T21:00Z", true, "2026-05-22T21:00Z")] // Friday 23:00
    [InlineData("2026-05-22T22:30Z", true, "2026-05-22T22:30Z")] // Saturday 00:30, still Friday's window
    [InlineData("2026-05-23T00:00Z", false, "2026-05-29T20:00Z")] // Saturday 02:00
    [InlineData("2026-05-22T19:59Z", false, "2026-05-22T20:00Z")]
    [InlineData("2026-05-21T22:30Z", false, "2026-05-22T20:00Z")] // Friday 00:30 belongs to Thursday
    public void A_window_over_midnight_belongs_to_the_day_on_which_it_opens(string now, bool open, string next) => Check(
        Calendar(windows: [new WindowDefinition { Days = [DayOfWeek.Friday], From = "22:00", To = "02:00" }]), now, open, next);

    [Theory]
    [InlineData("02:15", "02:45", "2026-03-28T22:00Z", "2026-04-05T00:15Z")] // the whole window is in the gap: not this week
    [InlineData("02:30", "04:00", "2026-03-28T22:00Z", "2026-03-29T01:00Z")] // opens when there is a time again
    [InlineData("01:00", "02:30", "2026-03-29T01:00Z", "2026-04-04T23:00Z")] // has closed at the change
    [InlineData("01:00", "02:30", "2026-10-25T00:29Z", "2026-10-25T00:29Z")] // the first 02:29
    [InlineData("01:00", "02:30", "2026-10-25T00:30Z", "2026-11-01T00:00Z")] // the first 02:30 closes it
    [InlineData("01:00", "02:30", "2026-10-25T01:15Z", "2026-11-01T00:00Z")] // and the second 02:15 does not open it again
    [InlineData("02:30", "05:00", "2026-10-25T00:45Z", "2026-10-25T01:30Z")] // the second 02:30 opens it
    public void A_window_around_a_change_of_the_clocks_is_the_shorter_one(string from, string to, string now, string next) => Check(
        Calendar(windows: [new WindowDefinition { Days = [DayOfWeek.Sunday], From = from, To = to }]), now, now == next, next);

    [Theory]
    [InlineData("2026-12-18T22:59Z", true, null)]
    [InlineData("2026-12-18T23:00Z", false, "2027-01-03T23:00Z")] // the first instant of December 19th in Prague
    [InlineData("2027-01-03T22:59Z", false, "2027-01-03T23:00Z")] // the last day counts whole
    [InlineData("2027-01-03T23:00Z", true, null)]
    public void A_freeze_of_whole_days(string now, bool open, string? next) => Check(
        Calendar(new FreezeDefinition { Name = "holidays", From = "2026-12-19", To = "2027-01-03", Reason = "Nobody is here." }), now, open, next ?? now);

    [Theory]
    [InlineData("2026-11-01", "9999-12-31")]
    [InlineData("2026-11-01", "9999-12-31T23:59")]
    [InlineData("0001-01-01", "9999-12-31")]
    public void A_freeze_until_further_notice_ends_with_time(string from, string to)
    {
        foreach (string zone in new[] { "Europe/Prague", "America/New_York", "Pacific/Kiritimati" })
        {
            ServiceDefinition service = new()
            {
                Name = "test",
                Calendar = new CalendarDefinition { TimeZone = zone, Freezes = [new FreezeDefinition { Name = "for now", From = from, To = to, Reason = "x" }] },
            };

            new DeploymentCalendar(service).Judge(["prod"], At("2026-12-01T08:00Z")).Open.ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("2026-10-24T23:59Z", true)]
    [InlineData("2026-10-25T00:30Z", false)] // the first 02:30 begins it
    [InlineData("2026-10-25T01:20Z", false)]
    [InlineData("2026-10-25T01:45Z", true)]
    public void A_freeze_in_the_repeated_hour_is_the_longer_one(string now, bool open) => Check(
        Calendar(new FreezeDefinition { Name = "clocks", From = "2026-10-25T02:30", To = "2026-10-25T02:45", Reason = "The clocks change." }), now, open, open ? now : "2026-10-25T01:45Z");

    [Fact]
    public void After_a_freeze_the_next_window_counts()
    {
        DeploymentCalendar calendar = Calendar(
            [new WindowDefinition { Days = WorkDays, From = "09:00", To = "16:00" }],
            new FreezeDefinition { Name = "a", From = "2026-05-18", To = "2026-05-20", Reason = "x" },
            new FreezeDefinition { Name = "b", From = "2026-05-20", To = "2026-05-21", Reason = "y" });

        CalendarVerdict verdict = calendar.Judge(["prod"], At("2026-05-20T08:00Z"));

        verdict.Freeze!.Name.ShouldBe("b");
        verdict.Next.ShouldBe(At("2026-05-25T07:00Z"));
        calendar.Stamp(verdict.Next!.Value).ShouldBe("Mon 2026-05-25 09:00 Europe/Prague");
    }

    [Fact]
    public void Only_what_is_for_an_environment_concerns_it_and_several_must_all_be_open()
    {
        DeploymentCalendar calendar = Calendar(
            [new WindowDefinition { Days = WorkDays, From = "09:00", To = "16:00", Environments = ["prod"] }, new WindowDefinition { Days = [DayOfWeek.Sunday], From = "00:00", To = "24:00", Environments = ["stg"] }],
            new FreezeDefinition { Name = "stg only", From = "2026-05-24", To = "2026-05-24", Reason = "x", Environments = ["stg"] });

        calendar.Judge(["dev"], At("2026-05-23T03:00Z")).Open.ShouldBeTrue();
        calendar.Judge([], At("2026-05-23T03:00Z")).Open.ShouldBeTrue();
        calendar.Judge(["prod"], At("2026-05-18T08:00Z")).Open.ShouldBeTrue();
        calendar.Judge(["stg"], At("2026-05-18T08:00Z")).Next.ShouldBe(At("2026-05-30T22:00Z"));
        calendar.Judge(["prod", "stg"], At("2026-05-18T08:00Z")).Next.ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-05-18T20:30Z", true)]
    [InlineData("2026-05-18T03:59Z", true)]
    [InlineData("2026-05-18T04:00Z", false)]
    [InlineData("2026-05-18T12:00Z", false)]
    public void Quiet_hours_over_midnight(string now, bool quiet) =>
        new DeploymentCalendar(new ServiceDefinition { Name = "test", Calendar = new CalendarDefinition { TimeZone = "Europe/Prague", QuietHours = new QuietHoursDefinition { From = "22:00", To = "06:00" } } })
            .IsQuiet(At(now)).ShouldBe(quiet);

    [Fact]
    public void Without_a_calendar_everything_is_open()
    {
        DeploymentCalendar calendar = new(new ServiceDefinition { Name = "test" });

        calendar.HasRules.ShouldBeFalse();
        calendar.Judge(["prod"], At("2026-12-24T20:00Z")).Open.ShouldBeTrue();
    }

    // What is told as the next time really is one, and no earlier minute would have been.
    [Fact]
    public void The_next_time_is_the_first_open_minute_over_a_year_with_both_changes()
    {
        DeploymentCalendar calendar = Calendar(
            [new WindowDefinition { Days = [DayOfWeek.Saturday, DayOfWeek.Sunday], From = "23:30", To = "02:30" }, new WindowDefinition { Days = [DayOfWeek.Wednesday], From = "02:10", To = "02:50" }],
            new FreezeDefinition { Name = "summer", From = "2026-07-01", To = "2026-08-15T12:00", Reason = "x" });
        DateTimeOffset end = At("2027-01-01T00:00Z");
        DateTimeOffset? promised = null;
        for (DateTimeOffset now = At("2026-01-01T00:00Z"); now < end; now += TimeSpan.FromMinutes(5))
        {
            CalendarVerdict verdict = calendar.Judge(["prod"], now);
            if (promised is { } next)
            {
                verdict.Open.ShouldBe(now >= next, $"{now:u}");
            }

            promised = verdict.Open ? null : verdict.Next;
        }
    }

    private static void Check(DeploymentCalendar calendar, string now, bool open, string next)
    {
        CalendarVerdict verdict = calendar.Judge(["prod"], At(now));

        verdict.Open.ShouldBe(open);
        verdict.Next.ShouldBe(At(next));
    }

    private static DeploymentCalendar Calendar(params FreezeDefinition[] freezes) => Calendar([], freezes);

    private static DeploymentCalendar Calendar(IReadOnlyList<WindowDefinition> windows, params FreezeDefinition[] freezes) =>
        new(new ServiceDefinition { Name = "test", Calendar = new CalendarDefinition { TimeZone = "Europe/Prague", Windows = windows, Freezes = freezes } });

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
