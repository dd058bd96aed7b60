using NSubstitute;
using ServiceGuru.Operations;
using static ServiceGuru.Health.Sample;
using static ServiceGuru.Rollouts.RolloutSample;

namespace ServiceGuru.Rollouts;

/// <summary>What is waited for when imports failed, were declined, or took several attempts.</summary>
public sealed class RolloutAttemptTests : RolloutBench
{
    [Fact]
    public async Task An_import_that_failed_is_told_beside_a_rollout_that_failed()
    {
        Cluster((0, Rolling(Broken("InvalidImageName", "no name"))));
        ChangeResult failed = Applied("worker") with
        {
            Status = ChangeStatus.Unknown,
            Values = new Dictionary<string, string>(),
            Failure = new Failure { Id = "ClusterOutcomeUnknown", Kind = FailureKind.UnknownOutcome, Message = "The cluster may or may not have done it." },
        };

        (_, Failure? failure) = await ConcludeAsync(Applied(), failed);

        failure.ShouldNotBeNull().Details.Select(detail => detail.Id).ShouldBe(["RolloutFailed", "ClusterOutcomeUnknown"]);
        failure.Id.ShouldBe("ImportIncomplete");
        failure.Kind.ShouldBe(FailureKind.UnknownOutcome);
        failure.Message.ShouldEndWith("Besides, 1 of 2 images was not imported to stg: worker.");
    }

    [Fact]
    public async Task An_import_that_failed_is_told_after_the_others_are_waited_for()
    {
        Cluster((0, Old()), (10, Rolling(Fresh(NewPod))));
        ChangeResult failed = Applied("worker") with
        {
            Status = ChangeStatus.Failed,
            Values = new Dictionary<string, string>(),
            Failure = new Failure { Id = "ImageImportFailed", Message = "The import of quay.io/shop/worker:stg failed.", Cause = "unauthorized" },
        };

        (ImportReport report, Failure? failure) = await ConcludeAsync(Applied(), failed);

        failure.ShouldNotBeNull().Id.ShouldBe("ImageImportFailed");
        failure.Target.ShouldBe("worker");
        failure.Cause.ShouldBe("unauthorized");
        report.Images.Select(image => (image.ImageStream, image.Imported)).ShouldBe([("api", true), ("worker", false)]);
        report.Workloads.ShouldHaveSingleItem().Finished.ShouldBeTrue();
    }

    [Fact]
    public async Task Of_several_attempts_the_last_image_counts_and_the_pods_from_before_the_first()
    {
        Cluster((0, Rolling(Fresh(NewPod))));
        ChangeResult first = Applied();
        ChangeResult earlier = first with
        {
            Change = first.Change with { Id = "1.1", To = ArchDigest },
            Values = new Dictionary<string, string>(first.Values) { ["digest"] = ArchDigest },
        };
        ChangeResult later = Applied(roster: PodRoster.Of([Fresh("api-86f7d5c9b-other")]).ToString());

        (ImportReport report, Failure? failure) = await ConcludeAsync(earlier, later with { Change = later.Change with { Id = "2.1", From = ArchDigest } });

        failure.ShouldBeNull();
        report.Images.ShouldHaveSingleItem().From.ShouldBe(OldDigest);
        report.Images[0].To.ShouldBe(NewDigest);
        report.Workloads.ShouldHaveSingleItem().PodsReplaced.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_person_declined_is_no_failure_and_not_waited_for()
    {
        ChangeResult declined = Applied() with { Status = ChangeStatus.Declined, Values = new Dictionary<string, string>() };

        (ImportReport report, Failure? failure) = await ConcludeAsync(declined);

        failure.ShouldBeNull();
        report.Images.ShouldHaveSingleItem().To.ShouldBe(OldDigest);
        report.Workloads.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_import_found_done_after_a_crash_is_waited_for_by_its_plan()
    {
        Cluster((0, Old()), (10, Rolling(Fresh(NewPod))));

        (ImportReport report, Failure? failure) = await ConcludeAsync(Applied() with { Values = new Dictionary<string, string>() });

        failure.ShouldBeNull();
        report.Workloads[0].PodsReplaced.ShouldBe(1);
    }

    [Fact]
    public async Task With_nothing_to_import_there_is_nothing_to_wait_for()
    {
        (ImportReport report, Failure? failure) = await ConcludeAsync();

        failure.ShouldBeNull();
        report.Images.ShouldBeEmpty();
        await World.Cluster.DidNotReceiveWithAnyArgs().SnapshotAsync(default);
    }

    [Fact]
    public async Task The_wait_can_be_cancelled()
    {
        Cluster((0, Old()));
        using var cancel = new CancellationTokenSource();
        Task<Conclusion> wait = Import.ConcludeAsync(new ImportImagesRequest { Environment = "stg" }, [Applied()], World.Context, cancel.Token);
        await World.Clock.WaitForTimerAsync();

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => wait.WaitAsync(TimeSpan.FromSeconds(60)));
    }
}
