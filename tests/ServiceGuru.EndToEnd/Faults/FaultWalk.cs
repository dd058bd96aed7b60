using ServiceGuru.Operations;

namespace ServiceGuru.EndToEnd.Faults;

/// <summary>Walks the catalog: what each fault promises to show is what a user gets. One class an area, so that they go side by side.</summary>
internal static class FaultWalk
{
    public static TheoryData<string> Names(IReadOnlyList<FaultCase> cases) => [.. cases.Select(one => one.Fault)];

    public static async Task CheckAsync(IReadOnlyList<FaultCase> cases, string fault)
    {
        FaultCase walked = cases.Single(one => one.Fault == fault);
        await using SandboxFixture world = await SandboxFixture.StartAsync(walked.With, faults: fault);

        FaultOutcome outcome = await walked.Act(world);

        outcome.Failure?.Id.ShouldBe(walked.FailureId, outcome.Failure?.ToString());
        (outcome.Failure is null).ShouldBe(walked.FailureId is null, outcome.Failure?.ToString());
        outcome.ExitCode.ShouldBe(walked.ExitCode);
        if (outcome.Failure is { } failure)
        {
            failure.NextAction.ShouldNotBeNullOrEmpty();
            string told = string.Join('\n', Told(failure));
            walked.Says.ShouldAllBe(part => told.Contains(part, StringComparison.Ordinal), told);
        }

        IReadOnlyList<string> effects = await world.SettledEffectsAsync();
        effects.ShouldBeUnique("nothing is done twice");
        walked.Never.ShouldAllBe(never => !effects.Any(effect => effect.StartsWith(never, StringComparison.Ordinal)), string.Join('\n', effects));
        if (outcome.Run?.Created.Runbook == "weekly-production")
        {
            RunChecks.TopicsAreAsBefore(world);
        }

        await walked.Then(world, outcome);
    }

    private static IEnumerable<string> Told(Failure failure) =>
        new[] { failure.Id, failure.Message, failure.Target, failure.Cause, failure.NextAction }.OfType<string>()
            .Concat(failure.Evidence.Select(evidence => evidence.ToString()!))
            .Concat(failure.Details.SelectMany(Told));
}
