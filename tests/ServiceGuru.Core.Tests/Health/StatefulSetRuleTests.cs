using static ServiceGuru.Health.Sample;

namespace ServiceGuru.Health;

/// <summary>A StatefulSet's rollout, and what runs when it counts as finished.</summary>
public sealed class StatefulSetRuleTests
{
    [Fact]
    public void A_partition_holds_back_on_purpose() =>
        Short(Worker(state => state with { Partition = 1, Updated = 0 }, Old("worker-0"))).ShouldBe("RolloutPartitioned Warning Healthy");

    [Fact]
    public void With_OnDelete_nothing_changes_until_somebody_deletes()
    {
        HealthFinding finding = Worker(state => state with { OnDelete = true, Updated = 0 }, Old("worker-0")).ShouldHaveSingleItem();

        Short([finding]).ShouldBe("UpdateOnDelete Terminal Unhealthy");
        finding.NextAction.ShouldBe("kubectl -n shop-stg delete pod worker-0");
    }

    [Fact]
    public void A_broken_old_pod_stops_the_rollout_that_would_cure_it()
    {
        PodState broken = Old("worker-0") with { Ready = false, Conditions = [Condition("Ready", "False", 20)] };

        IReadOnlyList<HealthFinding> findings = Worker(state => state with { Updated = 0 }, broken);

        findings[0].Reason.ShouldBe("StuckOrdinal");
        findings[0].Verdict.ShouldBe(HealthVerdict.Unhealthy);
        findings[0].NextAction.ShouldBe("kubectl -n shop-stg delete pod worker-0");
    }

    [Fact]
    public void A_rollout_that_counts_as_finished_and_is_not_is_seen() =>
        Short(Worker(state => state, Old("worker-0"))).ShouldBe("RevisionMismatch AfterGrace Unhealthy");

    [Fact]
    public void A_rollout_that_goes_on_has_its_grace_from_its_last_step()
    {
        PodState fresh = New("worker-1") with { CreatedAt = Ago(1), Conditions = [Condition("Ready", "True", 1)] };

        Short(Worker(state => state with { Desired = 2, Updated = 1, Ready = 2, Available = 2, Current = 2 }, Old("worker-0"), fresh)).ShouldBe("RolloutUnfinished AfterGrace Degraded");
    }

    [Fact]
    public void All_on_the_newest_revision_is_well() => Worker(state => state, New("worker-0")).ShouldBeEmpty();

    [Fact]
    public void A_pod_that_runs_something_else_than_what_was_released_is_seen()
    {
        HealthFinding finding = Worker(state => state, New("worker-0") with { Containers = [Container("worker", NewDigest)] }).ShouldHaveSingleItem();

        Short([finding]).ShouldBe("RunningDigestDiffers Terminal Unhealthy");
        finding.Evidence.ShouldContain($"released {OldDigest}");
    }

    [Fact]
    public void An_image_of_a_list_may_report_its_own_architectures_digest() =>
        Worker(state => state, New("worker-0") with { Containers = [Container("worker") with { Digest = NewDigest }] }).ShouldBeEmpty();

    [Fact]
    public void Pods_that_are_Ready_but_not_for_long_enough_are_not_yet_available() =>
        Short(Worker(state => state with { Available = 0, MinReady = TimeSpan.FromMinutes(2) }, New("worker-0") with { Conditions = [Condition("Ready", "True", 1)] }))
            .ShouldBe("NotAvailableYet AfterGrace Degraded");

    [Fact]
    public void A_workload_whose_labels_no_pod_has_is_seen() =>
        Worker(state => state with { Ready = 0, Available = 0 }).Select(finding => finding.Reason).ShouldContain("NoPods");

    private static PodState Old(string name) => Labeled(Pod(name), "worker-1");

    private static PodState New(string name) => Labeled(Pod(name), "worker-2");

    private static PodState Labeled(PodState pod, string revision) => pod with { Labels = new Dictionary<string, string> { ["controller-revision-hash"] = revision } };

    private static IReadOnlyList<HealthFinding> Worker(Func<WorkloadState, WorkloadState> change, params PodState[] pods)
    {
        ClusterSnapshot healthy = Healthy();
        WorkloadState state = change(Workload("worker", pods) with { CurrentRevision = "worker-1", UpdateRevision = "worker-2" });
        ClusterSnapshot snapshot = healthy with { Pods = [healthy.Pods[0], .. pods], Workloads = [healthy.Workloads[0], state] };
        return HealthClassifier.Classify(snapshot, Service, "stg", Now).Workloads[1].Findings;
    }
}
