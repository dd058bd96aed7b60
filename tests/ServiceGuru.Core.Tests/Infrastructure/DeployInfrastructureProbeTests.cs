using ServiceGuru.Operations;

namespace ServiceGuru.Infrastructure;

/// <summary>What is made of a deployment that a crash of ours interrupted.</summary>
public sealed class DeployInfrastructureProbeTests
{
    private readonly InfrastructureBench _bench = new();

    [Theory]
    [InlineData(CommandState.Succeeded, ProbeOutcome.Applied)]
    [InlineData(CommandState.Failed, ProbeOutcome.NotApplied)]
    [InlineData(CommandState.NotBegun, ProbeOutcome.NotApplied)]
    [InlineData(CommandState.Lost, ProbeOutcome.NotApplied)]
    public async Task Its_own_record_decides_and_a_repeatable_command_that_was_cut_off_is_repeated(CommandState state, ProbeOutcome outcome)
    {
        (await ProbeAsync(state)).ShouldBe(outcome);
    }

    [Fact]
    public async Task While_it_still_works_nobody_starts_a_second_one()
    {
        GuruException doubt = await Should.ThrowAsync<GuruException>(() => ProbeAsync(CommandState.Running));

        doubt.Failure.Id.ShouldBe("InfrastructureStillRunning");
        doubt.Failure.Kind.ShouldBe(FailureKind.UnknownOutcome);
        doubt.Failure.NextAction!.ShouldContain("kill -- -42");
    }

    [Fact]
    public async Task One_that_may_not_be_repeated_waits_for_a_person()
    {
        _bench.Definition = _bench.Definition with { Repeatable = false };

        GuruException doubt = await Should.ThrowAsync<GuruException>(() => ProbeAsync(CommandState.Lost));

        doubt.Failure.Id.ShouldBe("InfrastructureOutcomeUnknown");
        doubt.Failure.NextAction!.ShouldContain("repeatable: true");
    }

    [Fact]
    public async Task A_mark_that_somebody_moved_after_a_look_settles_it()
    {
        _bench.Definition = _bench.Definition with { Repeatable = false };
        _bench.KeepMark(_bench.Deployed);
        Change change = await _bench.PlanOneAsync();
        _bench.KeepMark(_bench.Head);
        _bench.Standing = new CommandStanding(CommandState.Lost);

        (await _bench.Operation.ProbeAsync(change, _bench.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.Applied);
    }

    private async Task<ProbeOutcome> ProbeAsync(CommandState state)
    {
        Change change = await _bench.PlanOneAsync();
        _bench.Standing = new CommandStanding(state, 42, "/state/output.log");
        return await _bench.Operation.ProbeAsync(change, _bench.Context, CancellationToken.None);
    }
}
