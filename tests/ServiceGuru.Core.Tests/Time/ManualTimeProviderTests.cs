namespace ServiceGuru.Time;

public sealed class ManualTimeProviderTests
{
    [Fact]
    public async Task A_delay_ends_only_when_its_time_has_come()
    {
        var clock = new ManualTimeProvider();
        Task delay = Task.Delay(TimeSpan.FromSeconds(10), clock);

        clock.Advance(TimeSpan.FromSeconds(9));
        delay.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));

        await delay.WaitAsync(TimeSpan.FromSeconds(60));
        clock.PendingTimers.ShouldBe(0);
    }

    [Fact]
    public void Timers_fire_in_due_order_each_at_its_own_time()
    {
        var clock = new ManualTimeProvider();
        DateTimeOffset start = clock.GetUtcNow();
        var fired = new List<(string Name, TimeSpan At)>();
        using ITimer late = clock.CreateTimer(_ => fired.Add(("late", clock.GetUtcNow() - start)), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using ITimer often = clock.CreateTimer(_ => fired.Add(("often", clock.GetUtcNow() - start)), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

        clock.Advance(TimeSpan.FromSeconds(6));

        fired.Select(f => $"{f.Name} {f.At.TotalSeconds}").ShouldBe(["often 2", "often 4", "late 5", "often 6"]);
        clock.GetElapsedTime(start.UtcTicks).ShouldBe(TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task Running_the_clock_carries_work_through_its_delays()
    {
        var clock = new ManualTimeProvider();
        DateTimeOffset start = clock.GetUtcNow();

        int rounds = await clock.RunAsync(CountAsync());

        rounds.ShouldBe(100);
        (clock.GetUtcNow() - start).ShouldBe(TimeSpan.FromMinutes(100));

        async Task<int> CountAsync()
        {
            int count = 0;
            for (; count < 100; count++)
            {
                await Task.Delay(TimeSpan.FromMinutes(1), clock);
            }

            return count;
        }
    }

    [Fact]
    public async Task Work_that_never_ends_is_given_up() =>
        await Should.ThrowAsync<TimeoutException>(async () =>
        {
            var clock = new ManualTimeProvider();
            using var end = new CancellationTokenSource();
            Task forever = Task.Run(async () =>
            {
                while (!end.IsCancellationRequested)
                {
                    await Task.Delay(TimeSpan.FromHours(1), clock);
                }
            });
            try
            {
                await clock.RunAsync(forever, limit: TimeSpan.FromHours(10));
            }
            finally
            {
                await end.CancelAsync();
            }
        });
}
