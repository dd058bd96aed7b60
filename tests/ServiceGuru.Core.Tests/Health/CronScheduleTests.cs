using ServiceGuru.Health.Rules.Around;

namespace ServiceGuru.Health;

public sealed class CronScheduleTests
{
    // A Monday.
    private static readonly DateTimeOffset Now = new(2026, 5, 18, 12, 3, 20, TimeSpan.Zero);

    [Theory]
    [InlineData("* * * * *", "2026-05-18T12:03:00Z")]
    [InlineData("*/15 * * * *", "2026-05-18T12:00:00Z")]
    [InlineData("5/20 8-10 * * *", "2026-05-18T10:45:00Z")]
    [InlineData("0 18 * * 5", "2026-05-15T18:00:00Z")]
    [InlineData("0 18 * * fri,sat", "2026-05-16T18:00:00Z")]
    [InlineData("0 0 * * 7", "2026-05-17T00:00:00Z")]
    [InlineData("0 0 10 * *", "2026-05-10T00:00:00Z")]
    [InlineData("0 0 10 * mon", "2026-05-18T00:00:00Z")]
    [InlineData("30 4 1 jan *", "2026-01-01T04:30:00Z")]
    [InlineData("0 0 29 2 *", "2024-02-29T00:00:00Z")]
    [InlineData("@hourly", "2026-05-18T12:00:00Z")]
    [InlineData("@weekly", "2026-05-17T00:00:00Z")]
    public void The_last_time_is_found(string schedule, string expected) =>
        CronSchedule.TryParse(schedule).ShouldNotBeNull().LastBefore(Now, null).ShouldBe(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void A_time_zone_is_kept() =>
        CronSchedule.TryParse("0 13 * * *").ShouldNotBeNull().LastBefore(Now, "Europe/Prague").ShouldBe(new DateTimeOffset(2026, 5, 18, 11, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("")]
    [InlineData("whenever")]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("a b c d e")]
    [InlineData("@reboot")]
    public void What_is_no_schedule_is_none(string schedule) => CronSchedule.TryParse(schedule).ShouldBeNull();

    [Fact]
    public void A_day_that_never_comes_has_no_last_time() => CronSchedule.TryParse("0 0 31 2 *").ShouldNotBeNull().LastBefore(Now, null).ShouldBeNull();
}
