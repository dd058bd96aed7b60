using NSubstitute;
using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using static ServiceGuru.Health.Sample;
using static ServiceGuru.Rollouts.RevertSample;

namespace ServiceGuru.Rollouts;

/// <summary>The deployment after a revert.</summary>
public sealed class RevertedImportTests
{
    private readonly HealthContext _world = new();
    private readonly ImportImages _import = new();
    private readonly CheckPreviousDeployment _previous = new();

    public RevertedImportTests()
    {
        Streams(Held("api", Mark), Stream("worker"));
        Registry("api", OldestDigest);
        Registry("worker", OldDigest);
    }

    [Fact]
    public async Task An_import_is_refused_and_says_when_by_whom_and_why_it_was_reverted()
    {
        Plan plan = await PlanAsync(afterRevert: false);

        Failure reverted = plan.Blockers.ShouldHaveSingleItem();
        reverted.Id.ShouldBe("PreviousDeploymentReverted");
        reverted.Message.ShouldBe("The previous deployment was reverted: 2026-05-15 14:03Z, by bob (run run-7), because: all jobs fail.");
        reverted.Evidence.ShouldHaveSingleItem().ShouldBe($"api:stg is held at quay.io/shop/api@{OldDigest}, instead of {NewDigest}");
        reverted.NextAction.ShouldNotBeNull().ShouldContain("guru import stg --after-revert");
    }

    [Fact]
    public async Task A_tag_that_was_held_by_hand_is_a_revert_as_well()
    {
        Streams(Held("api"), Stream("worker"));

        (await PlanAsync(afterRevert: false)).Blockers.ShouldHaveSingleItem().Message.ShouldBe("The previous deployment was reverted: 2026-05-18 11:00Z, by hand.");
    }

    [Fact]
    public async Task A_mark_of_a_tag_that_was_pointed_elsewhere_since_holds_nothing_up()
    {
        Streams(Stream("api") with { Annotations = Held("api", Mark).Annotations }, Stream("worker"));

        Plan plan = await PlanAsync(afterRevert: false);

        plan.Blockers.ShouldBeEmpty();
        plan.Notes.ShouldContain(note => note.Text.StartsWith("It was reverted once", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(OldestDigest, false)]
    [InlineData(NewDigest, true)]
    public async Task With_a_yes_the_stream_follows_its_image_again_and_the_very_image_that_was_reverted_needs_its_own_yes(string digest, bool destructive)
    {
        Registry("api", digest);

        Plan plan = await PlanAsync(afterRevert: true);

        plan.Blockers.ShouldBeEmpty();
        Change change = plan.Changes.ShouldHaveSingleItem();
        (change.Target, change.To, change.Destructive).ShouldBe(("api", digest, destructive));
        change.Summary.Contains("the very image that was reverted", StringComparison.Ordinal).ShouldBe(destructive);
    }

    [Fact]
    public async Task The_tag_is_pointed_back_and_the_mark_removed_before_the_import()
    {
        Change change = (await PlanAsync(afterRevert: true)).Changes.Single();
        _world.Cluster.ImportImageAsync(default!, default!, default!, default).ReturnsForAnyArgs(new ImportedImage(OldestDigest, $"quay.io/shop/api@{OldestDigest}", null));

        await _import.ApplyAsync(change, _world.Context, CancellationToken.None);

        Received.InOrder(() =>
        {
            _world.Cluster.PointTagAsync(
                Arg.Is<TagPointer>(pointer => pointer.From == "quay.io/shop/api:stg" && pointer.Scheduled && pointer.Annotations["serviceguru.dev/reverted.stg"] == null),
                Arg.Any<CancellationToken>());
            _world.Cluster.ImportImageAsync("api", "stg", "quay.io/shop/api:stg", Arg.Any<CancellationToken>());
        });
    }

    [Fact]
    public async Task A_revert_that_was_not_ended_is_found_after_a_crash()
    {
        Change change = (await PlanAsync(afterRevert: true)).Changes.Single();
        _world.Cluster.GetImageStreamAsync("api", Arg.Any<CancellationToken>()).Returns(Held("api", Mark));

        (await _import.ProbeAsync(change, _world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.NotApplied);
    }

    [Theory]
    [InlineData(false, "PreviousDeploymentReverted")]
    [InlineData(true, null)]
    public async Task The_question_before_a_deployment_has_the_same_answer(bool afterRevert, string? failure)
    {
        _world.Cluster.GetImageStreamAsync("api", Arg.Any<CancellationToken>()).Returns(Held("api", Mark));
        _world.Cluster.GetImageStreamAsync("worker", Arg.Any<CancellationToken>()).Returns(Stream("worker"));

        Conclusion answer = await _previous.ConcludeAsync(new PreviousDeploymentRequest { Environment = "stg", AfterRevert = afterRevert }, [], _world.Context, CancellationToken.None);

        answer.Failure?.Id.ShouldBe(failure);
        PreviousDeployment previous = answer.Output.ShouldBeOfType<PreviousDeployment>();
        previous.Reverted.ShouldHaveSingleItem().ImageStream.ShouldBe("api");
        previous.Lines[0].ShouldContain("by bob");
    }

    [Fact]
    public async Task A_deployment_that_was_not_reverted_is_fine()
    {
        _world.Cluster.GetImageStreamAsync(default!, default).ReturnsForAnyArgs(call => Stream(call.Arg<string>()));

        Conclusion answer = await _previous.ConcludeAsync(new PreviousDeploymentRequest { Environment = "stg" }, [], _world.Context, CancellationToken.None);

        answer.Failure.ShouldBeNull();
        answer.Output.ShouldBeOfType<PreviousDeployment>().Lines.ShouldHaveSingleItem().ShouldBe("stg takes new images by itself.");
    }

    private void Streams(params ImageStreamState[] streams) => _world.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(Healthy() with { ImageStreams = [.. streams, Stream("proxy")] });

    private void Registry(string repository, string digest) =>
        _world.Registry.GetTagAsync(repository, "stg", Arg.Any<CancellationToken>()).Returns(new ImageTag("stg", digest, Now, null, false));

    private Task<Plan> PlanAsync(bool afterRevert) =>
        _import.PlanAsync(new ImportImagesRequest { Environment = "stg", AfterRevert = afterRevert }, _world.Context, CancellationToken.None);
}
