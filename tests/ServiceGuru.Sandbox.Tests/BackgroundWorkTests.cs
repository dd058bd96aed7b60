using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Tests;

public sealed class BackgroundWorkTests
{
    [Fact]
    public async Task The_first_defect_is_told_and_kept_while_other_work_goes_on()
    {
        var work = new BackgroundWork();
        var told = new TaskCompletionSource<Exception>();
        var other = new TaskCompletionSource();
        work.Broken += told.SetResult;

        work.Start(_ => throw new InvalidOperationException("first"));
        (await told.Task.WaitAsync(TimeSpan.FromSeconds(60))).Message.ShouldBe("first");
        work.Start(_ => throw new InvalidOperationException("second"));
        work.Start(_ =>
        {
            other.SetResult();
            return Task.CompletedTask;
        });

        await other.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await work.DisposeAsync();
        work.Failure.ShouldNotBeNull().Message.ShouldBe("first");
    }

    [Fact]
    public async Task The_end_waits_for_what_runs_and_is_no_defect()
    {
        var work = new BackgroundWork();
        var began = new TaskCompletionSource();
        bool cleared = false;
        work.Start(async stop =>
        {
            try
            {
                began.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            }
            finally
            {
                cleared = true;
            }
        });
        await began.Task.WaitAsync(TimeSpan.FromSeconds(60));

        await work.DisposeAsync();

        cleared.ShouldBeTrue();
        work.Failure.ShouldBeNull();
    }

    [Fact]
    public async Task After_the_end_nothing_is_started()
    {
        var work = new BackgroundWork();
        await work.DisposeAsync();

        work.Start(_ => throw new InvalidOperationException("started"));
        await work.DisposeAsync();

        work.Failure.ShouldBeNull();
    }
}
