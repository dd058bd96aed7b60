namespace ServiceGuru.Host.Tests;

public sealed class InterruptsTests
{
    [Fact]
    public void What_a_late_signal_cancels_outlives_the_interrupts()
    {
        Interrupts interrupts = new();

        interrupts.Dispose();

        // A signal that is on its way on a thread of its own meets a source that it can cancel.
        Should.NotThrow(() => interrupts.Token).IsCancellationRequested.ShouldBeFalse();
    }
}
