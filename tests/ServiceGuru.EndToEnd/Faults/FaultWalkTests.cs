using ServiceGuru.Operations;
using ServiceGuru.Sandbox;

namespace ServiceGuru.EndToEnd.Faults;

/// <summary>Walks the whole catalogue: what each fault promises to show is what a user gets.</summary>
public sealed class FaultWalkTests
{
    private static readonly IReadOnlyList<FaultCase> Cases =
    [
        .. BranchCases.All,
        .. ChatCases.All,
        .. CleanupCases.All,
        .. ClusterHealthCases.All,
        .. HealthCases.All,
        .. ImageCases.All,
        .. InfrastructureCases.All,
        .. MastodonCases.All,
        .. PublishingCases.All,
        .. NetworkCases.All,
        .. QueueCases.All,
        .. RolloutCases.All,
    ];

    public static TheoryData<string> Faults => [.. Cases.Select(one => one.Fault)];

    [Fact]
    public void Every_fault_of_the_catalogue_is_walked_once() =>
        Cases.Select(one => one.Fault).Order(StringComparer.Ordinal).ShouldBe(SandboxFaults.All.Select(fault => fault.Name));

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_shows_what_the_catalogue_promises(string fault)
    {
        FaultCase walked = Cases.Single(one => one.Fault == fault);
        await using SandboxFixture world = await SandboxFixture.StartAsync(faults: fault);

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

        IReadOnlyList<string> effects = world.Effects();
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
