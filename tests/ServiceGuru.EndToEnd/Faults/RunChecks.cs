namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What must hold after any run, however it ended.</summary>
internal static class RunChecks
{
    /// <summary>The last topic that was set on a channel is the one that was there first.</summary>
    public static void TopicsAreAsBefore(SandboxFixture world)
    {
        foreach (IGrouping<string, Sandbox.SandboxEffect> channel in world.Sandbox.Effects.Where(effect => effect.Action == "set-topic").GroupBy(effect => effect.Target))
        {
            channel.Count().ShouldBeGreaterThan(1, $"{channel.Key} was changed and not put back");
            channel.Last().Detail.ShouldNotBe(channel.First().Detail);
        }
    }

    /// <summary>Once the fault is gone, the run goes on to its end, and no branch is pushed twice.</summary>
    public static Func<SandboxFixture, FaultOutcome, Task> GoesOnOnceMended(string fault) => async (world, failed) =>
    {
        world.Sandbox.SetFault(fault, false);
        int told = world.Sandbox.Effects.Count(effect => effect.Action == "set-topic");
        Runbooks.State.RunState state = await world.ResumeAsync(failed.Run!.Id);
        state.Failure.ShouldBeNull();
        IReadOnlyList<string> pushes = [.. (await world.SettledEffectsAsync()).Where(effect => effect.StartsWith("git push", StringComparison.Ordinal))];
        pushes.Distinct().Count().ShouldBe(pushes.Count);
        world.Sandbox.Effects.Count(effect => effect.Action == "set-topic").ShouldBe(told * 2, "the users are told again, although the topics had been put back");
        TopicsAreAsBefore(world);
    };
}
