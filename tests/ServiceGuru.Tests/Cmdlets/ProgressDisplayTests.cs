using ServiceGuru.Cmdlets;

namespace ServiceGuru.Tests.Cmdlets;

public sealed class ProgressDisplayTests
{
    [Fact]
    public void Of_many_reports_at_most_five_a_second_are_shown_and_the_end_always()
    {
        StandingClock clock = new();
        int shown = 0;
        using (ProgressDisplay progress = new("Waiting", _ => shown++, clock))
        {
            for (int report = 0; report < 100; report++)
            {
                progress.Report($"{report}");
                clock.Advance(TimeSpan.FromMilliseconds(10));
            }

            shown.ShouldBe(5);
        }

        shown.ShouldBe(6);
    }

    [Fact]
    public void Where_nothing_was_shown_nothing_is_taken_away()
    {
        int shown = 0;
        using (new ProgressDisplay("Waiting", _ => shown++, new StandingClock()))
        {
        }

        shown.ShouldBe(0);
    }

    private sealed class StandingClock : TimeProvider
    {
        private long _timestamp;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _timestamp;

        public void Advance(TimeSpan by) => _timestamp += by.Ticks;
    }
}
