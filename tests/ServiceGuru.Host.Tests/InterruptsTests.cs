namespace ServiceGuru.Host.Tests;

public sealed class InterruptsTests
{
    [Fact]
    public void Signals_that_come_together_are_one_request_and_a_later_one_ends_the_process()
    {
        SettableTime time = new(DateTimeOffset.UnixEpoch);
        using Interrupts interrupts = new(time);

        interrupts.Take().ShouldBeTrue();
        interrupts.Token.IsCancellationRequested.ShouldBeTrue();
        interrupts.Take().ShouldBeTrue("timeout signals the process, and then its group");
        time.Now += TimeSpan.FromSeconds(2);

        interrupts.Take().ShouldBeFalse();
    }
}
