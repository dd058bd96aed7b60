using ServiceGuru.Posts;

namespace ServiceGuru.Tests.Posts;

public sealed class PostScheduleTests
{
    // A Thursday.
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-05-14T15:00:00Z");

    [Fact]
    public void A_week_begins_tomorrow_and_leaves_the_weekend_out() =>
        PostSchedule.Week(null, 3, Now).Select(time => time.ToString("ddd HH:mm", System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(["Fri 09:00", "Mon 09:00", "Tue 09:00"]);

    [Fact]
    public void A_start_that_was_asked_for_is_kept() =>
        PostSchedule.Week(DateTimeOffset.Parse("2026-05-16T12:30:00Z"), 2, Now).Select(time => time.Day).ShouldBe([16, 18]);

    [Theory]
    [InlineData(4, true)]
    [InlineData(6, false)]
    public void Less_than_five_minutes_ahead_is_too_soon(int minutes, bool tooSoon) =>
        (PostSchedule.TooSoon(new PostPart { Number = 1, Text = "x", ScheduledAt = Now.AddMinutes(minutes) }, Now) is not null).ShouldBe(tooSoon);
}
