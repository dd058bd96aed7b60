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

    [Theory]
    [InlineData(CommandState.NotBegun, true)]
    [InlineData(CommandState.Lost, true)]
    [InlineData(CommandState.NotBegun, false)]
    public async Task What_another_machine_began_may_still_work_there_and_is_not_begun_a_second_time(CommandState state, bool repeatable)
    {
        _bench.Definition = _bench.Definition with { Repeatable = repeatable };
        Change change = await _bench.PlanOneAsync();
        _bench.Standing = new CommandStanding(state);
        OperationContext here = _bench.Context;

        GuruException doubt = await Should.ThrowAsync<GuruException>(() => _bench.Operation.ProbeAsync(change, here with { BegunIn = "other:/state/commands" }, CancellationToken.None));

        (doubt.Failure.Id, doubt.Failure.Kind).ShouldBe(("InfrastructureOutcomeUnknown", FailureKind.UnknownOutcome));
        doubt.Failure.Evidence.ShouldBe(["begun in other:/state/commands"]);
        (await _bench.Operation.ProbeAsync(change, here with { BegunIn = _bench.Operation.PlaceOf(here) }, CancellationToken.None)).ShouldBe(
            state == CommandState.NotBegun || repeatable ? ProbeOutcome.NotApplied : ProbeOutcome.Unknown);
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
