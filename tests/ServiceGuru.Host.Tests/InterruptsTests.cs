namespace ServiceGuru.Host.Tests;

public sealed class InterruptsTests
{
    private readonly SettableTime _time = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void Signals_that_come_together_are_one_request_and_a_later_one_ends_the_process()
    {
        using Interrupts interrupts = new(_time);

        interrupts.Take().ShouldBeTrue();
        interrupts.Token.IsCancellationRequested.ShouldBeTrue();
        interrupts.Take().ShouldBeTrue("timeout signals the process, and then its group");
        _time.Now += TimeSpan.FromSeconds(2);

        interrupts.Take().ShouldBeFalse();
    }

    [Fact]
    public void What_a_late_signal_cancels_outlives_the_interrupts()
    {
        Interrupts interrupts = new(_time);

        interrupts.Dispose();

        // A signal that is on its way on a thread of its own meets a source that it can cancel.
        interrupts.Take().ShouldBeTrue();
        interrupts.Token.IsCancellationRequested.ShouldBeTrue();
    }
}
