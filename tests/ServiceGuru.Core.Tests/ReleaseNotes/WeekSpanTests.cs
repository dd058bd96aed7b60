using System.Globalization;
using ServiceGuru.ReleaseNotes;

namespace ServiceGuru.Tests.ReleaseNotes;

public sealed class WeekSpanTests
{
    [Theory]
    [InlineData("2026-05-12", "2026-05-18", "Week 20", 2026)]
    [InlineData("2026-05-13", "2026-05-19", "Week 20", 2026)]
    [InlineData("2026-05-15", "2026-05-21", "Week 20", 2026)]
    [InlineData("2026-05-05", "2026-05-18", "Weeks 19\u201320", 2026)]
    [InlineData("2023-07-18", "2023-07-31", "Weeks 29\u201330", 2023)]
    [InlineData("2026-05-18", "2026-05-18", "Week 21", 2026)]
    public void A_period_is_named_after_the_weeks_before_its_last_day(string since, string till, string name, int year) => Check(since, till, name, year);

    [Fact]
    public void Old_tool_made_Weeks_53_0_of_2027_01_04() => Check("2026-12-29", "2027-01-04", "Week 53", 2026);

    [Fact]
    public void Old_tool_put_2026_01_05_into_2025() => Check("2025-12-30", "2026-01-05", "Week 1", 2026);

    [Fact]
    public void Old_tool_made_Weeks_20_19_of_a_Sunday()
    {
        Check("2026-05-11", "2026-05-17", "Week 20", 2026);
        Check("2026-05-04", "2026-05-17", "Weeks 19\u201320", 2026);
    }

    [Fact]
    public void Weeks_over_a_years_end_count_for_the_later_year() => Check("2025-12-16", "2026-01-05", "Weeks 51\u20131", 2026);

    [Fact]
    public void Old_tool_put_a_dash_into_the_files_name_that_nobody_types() =>
        WeekSpan.Of(Period("2026-05-05", "2026-05-18")).FileName.ShouldBe("week-19-20");

    [Theory]
    [InlineData(1, "May 1st")]
    [InlineData(2, "May 2nd")]
    [InlineData(3, "May 3rd")]
    [InlineData(4, "May 4th")]
    [InlineData(11, "May 11th")]
    [InlineData(12, "May 12th")]
    [InlineData(13, "May 13th")]
    [InlineData(20, "May 20th")]
    [InlineData(21, "May 21st")]
    [InlineData(22, "May 22nd")]
    [InlineData(23, "May 23rd")]
    [InlineData(31, "May 31st")]
    public void Days_have_their_endings(int day, string text) => EnglishDate.MonthAndDay(new DateOnly(2026, 5, day)).ShouldBe(text);

    private static void Check(string since, string till, string name, int year)
    {
        WeekSpan span = WeekSpan.Of(Period(since, till));
        span.Name.ShouldBe(name);
        span.Last.Year.ShouldBe(year);
    }

    private static NotePeriod Period(string since, string till) =>
        new(DateOnly.Parse(since, CultureInfo.InvariantCulture), DateOnly.Parse(till, CultureInfo.InvariantCulture));
}
