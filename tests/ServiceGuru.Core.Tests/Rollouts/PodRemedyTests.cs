using NSubstitute;
using ServiceGuru.Health;
using ServiceGuru.Images;
using static ServiceGuru.Health.Sample;
using static ServiceGuru.Rollouts.RevertSample;

namespace ServiceGuru.Rollouts;

public sealed class PodRemedyTests
{
    private readonly HealthContext _world = new();

    [Theory]
    [InlineData(true, NewDigest, "Importing again can't heal this: the registry has the very image.")]
    [InlineData(false, NewDigest, "Importing again can't heal this: the registry has nothing newer.")]
    [InlineData(false, OldestDigest, "guru import stg --again brings quay.io/shop/worker:stg, which is sha256:333333333333 now")]
    [InlineData(true, OldestDigest, "guru import stg --again brings")]
    [InlineData(false, null, "Importing again can't heal this: the registry has nothing newer.")]
    public async Task Whether_an_import_heals_a_pull_depends_on_what_the_registry_has(bool there, string? tag, string action)
    {
        _world.Registry.HasManifestAsync("worker", NewDigest, Arg.Any<CancellationToken>()).Returns(there);
        _world.Registry.GetTagAsync("worker", "stg", Arg.Any<CancellationToken>()).Returns(tag is null ? null : new ImageTag("stg", tag, Now, null, false));

        HealthFinding explained = await ExplainAsync(Hanging(NewDigest));

        explained.NextAction.ShouldNotBeNull().ShouldStartWith(action);
        explained.Evidence[^1].ShouldContain(there ? "is in the registry" : "is gone from the registry");
    }

    [Fact]
    public async Task A_stateful_sets_pod_on_an_image_that_is_not_its_any_more_is_deleted()
    {
        (await ExplainAsync(Hanging(OldDigest))).NextAction.ShouldNotBeNull().ShouldStartWith("guru import stg --again deletes the pod");
        await _world.Registry.DidNotReceiveWithAnyArgs().HasManifestAsync(default!, default!, default);
    }

    [Fact]
    public async Task A_pod_that_does_not_end_is_removed_by_force() =>
        (await ExplainAsync(Hanging(OldDigest) with { DeletionDeadline = Ago(10) }, "TerminatingStuck")).NextAction
            .ShouldBe("guru pods remove-stuck stg removes it by force, as does: before");

    [Fact]
    public async Task A_registry_that_does_not_answer_leaves_the_advice_as_it_was()
    {
        _world.Registry.HasManifestAsync(default!, default!, default).ReturnsForAnyArgs<Task<bool>>(_ => throw HealthContext.Unreachable("RegistryUnreachable"));

        HealthFinding explained = await ExplainAsync(Hanging(NewDigest));

        explained.NextAction.ShouldBe("before");
        explained.Evidence[^1].ShouldStartWith("The registry could not be asked");
    }

    private Task<HealthFinding> ExplainAsync(PodState pod, string reason = "ImageNotFound")
    {
        HealthFinding finding = new()
        {
            Target = $"pod/{pod.Name}",
            Reason = reason,
            Layer = HealthLayer.Image,
            Severity = FindingSeverity.Terminal,
            Verdict = HealthVerdict.Unhealthy,
            Message = "It can't be pulled.",
            NextAction = "before",
        };
        TrackedWorkload tracked = new(Service.Workloads[1], new HashSet<string> { NewDigest }, null) { Digest = NewDigest };
        return new PodRemedy(_world.Context, "stg").ExplainAsync(finding, tracked, pod, CancellationToken.None);
    }
}
