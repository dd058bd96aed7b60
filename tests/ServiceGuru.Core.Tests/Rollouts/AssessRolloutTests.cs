using NSubstitute;
using ServiceGuru.Health;
using ServiceGuru.Operations;
using static ServiceGuru.Health.Sample;
using static ServiceGuru.Rollouts.RevertSample;

namespace ServiceGuru.Rollouts;

public sealed class AssessRolloutTests
{
    private readonly HealthContext _world = new();
    private readonly AssessRollout _operation = new();

    public AssessRolloutTests() =>
        _world.Cluster.GetImageStreamAsync(default!, default).ReturnsForAnyArgs(call => Deployed(call.Arg<string>(), call.Arg<string>() == "api" ? 30 : 300));

    [Theory]
    [InlineData(40, 4, 10, 10, AssessmentVerdict.Regressed, "All jobs fail: 10 of 10 failed since the deployment (100 %); 4 of 40 failed before it (10 %).")]
    [InlineData(40, 4, 10, 6, AssessmentVerdict.Regressed, "Significantly more jobs fail")]
    [InlineData(591, 66, 6, 3, AssessmentVerdict.Good, "Jobs end as before")]
    [InlineData(40, 4, 10, 2, AssessmentVerdict.Good, "Jobs end as before")]
    [InlineData(40, 18, 10, 6, AssessmentVerdict.Good, "Jobs end as before")]
    [InlineData(40, 40, 10, 10, AssessmentVerdict.Good, "Jobs end as before")]
    [InlineData(40, 4, 4, 4, AssessmentVerdict.Unknown, "Too few jobs to tell: 4 of 4 failed since the deployment (100 %), and 5 are needed")]
    [InlineData(0, 0, 5, 5, AssessmentVerdict.Regressed, "All jobs fail: 5 of 5 failed since the deployment (100 %); none ended before it.")]
    public void The_teams_rule_compares_with_before(int ended, int failed, int since, int sinceFailed, AssessmentVerdict verdict, string why)
    {
        (AssessmentVerdict judged, string reason) = RegressionRule.Judge(new JobTally(ended, failed), new JobTally(since, sinceFailed), 5);

        judged.ShouldBe(verdict);
        reason.ShouldStartWith(why);
    }

    [Fact]
    public async Task A_deployment_after_which_all_jobs_fail_has_regressed_and_the_jobs_are_the_evidence()
    {
        Jobs(_ => [.. Some(6, 20, JobOutcome.Failed), Job("open", 5, JobOutcome.Open), .. Some(20, 40, JobOutcome.Succeeded)]);

        (RolloutAssessment assessment, Failure? failure) = await ConcludeAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("DeploymentRegressed");
        failure.NextAction.ShouldNotBeNull().ShouldContain("guru rollout undo stg");
        (assessment.Regressed, assessment.DeployedAt, assessment.Before, assessment.After).ShouldBe((true, Ago(30), new JobTally(20, 0), new JobTally(6, 6)));
        assessment.Lines[0].ShouldStartWith("All jobs fail");
        assessment.Lines[1].ShouldBe("11:40Z copr-builds b20-0 failure (packit/ogr) https://copr.example/b20-0");
        assessment.Lines.ShouldContain("stg is healthy.");
    }

    [Fact]
    public async Task It_waits_until_enough_jobs_have_ended()
    {
        Jobs(elapsed => [.. Some((int)(elapsed.TotalSeconds / 10), 10, JobOutcome.Succeeded), .. Some(5, 60, JobOutcome.Succeeded)]);

        (RolloutAssessment assessment, Failure? failure) = await ConcludeAsync(new AssessRolloutRequest { Environment = "stg", Wait = TimeSpan.FromMinutes(10) });

        failure.ShouldBeNull();
        (assessment.Verdict, assessment.After.Ended).ShouldBe((AssessmentVerdict.Good, 5));
        (_world.Clock.GetUtcNow() - Now).ShouldBe(TimeSpan.FromSeconds(50));
    }

    [Fact]
    public async Task Too_few_jobs_tell_nothing_and_are_no_failure()
    {
        Jobs(_ => Some(2, 10, JobOutcome.Failed));

        (RolloutAssessment assessment, Failure? failure) = await ConcludeAsync(new AssessRolloutRequest { Environment = "stg", Wait = TimeSpan.FromMinutes(1) });

        failure.ShouldBeNull();
        assessment.Verdict.ShouldBe(AssessmentVerdict.Unknown);
        (_world.Clock.GetUtcNow() - Now).ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task An_unhealthy_environment_has_regressed_whatever_its_jobs_say()
    {
        Jobs(_ => [.. Some(6, 20, JobOutcome.Succeeded), .. Some(6, 60, JobOutcome.Succeeded)]);
        _world.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(With(Starting(60, Waiting("ErrImageNeverPull"))));

        (RolloutAssessment assessment, Failure? failure) = await ConcludeAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("DeploymentRegressed");
        assessment.Lines.ShouldContain(line => line.Contains("ErrImageNeverPull", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_wrong_before_is_not_the_deployments_fault()
    {
        Jobs(_ => [.. Some(6, 20, JobOutcome.Succeeded), .. Some(6, 60, JobOutcome.Succeeded)]);
        _world.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(With(Starting(60, Waiting("ErrImageNeverPull"))));
        Conclusion before = await _world.Clock.RunAsync(new TakeHealthBaseline().ConcludeAsync(new HealthPictureRequest { Environment = "stg" }, [], _world.Context, CancellationToken.None));

        (RolloutAssessment assessment, Failure? failure) = await ConcludeAsync(new AssessRolloutRequest { Environment = "stg", Baseline = (HealthBaseline)before.Output });

        failure.ShouldBeNull();
        assessment.Regressed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_deployment_that_was_reverted_is_told_as_such()
    {
        Jobs(_ => Some(6, 20, JobOutcome.Succeeded));
        _world.Cluster.GetImageStreamAsync("api", Arg.Any<CancellationToken>()).Returns(Held("api", Mark));

        (_, Failure? failure) = await ConcludeAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("DeploymentReverted");
        failure.Message.ShouldStartWith("The deployment was reverted: 2026-05-15 14:03Z, by bob");
    }

    [Fact]
    public async Task The_deployment_ends_with_its_last_pod_and_not_with_one_that_was_made_anew_much_later()
    {
        Jobs(_ => []);
        _world.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(Healthy() with { Pods = [Pod() with { CreatedAt = Ago(25) }, Pod("worker-0") with { CreatedAt = Ago(3) }] });

        (await ConcludeAsync()).Assessment.DeployedAt.ShouldBe(Ago(25));
    }

    [Fact]
    public async Task The_time_of_the_deployment_may_be_said()
    {
        Jobs(_ => [.. Some(6, 20, JobOutcome.Failed), .. Some(6, 60, JobOutcome.Succeeded)]);

        (RolloutAssessment assessment, _) = await ConcludeAsync(new AssessRolloutRequest { Environment = "stg", Since = TimeSpan.FromHours(2) });

        assessment.After.ShouldBe(new JobTally(12, 6));
    }

    private static JobResult Job(string id, double minutes, JobOutcome outcome) => new(
        "copr-builds", id, Ago(minutes), outcome, outcome == JobOutcome.Failed ? "failure" : "success", "packit/ogr", new Uri($"https://copr.example/{id}"));

    private static JobResult[] Some(int count, double minutes, JobOutcome outcome) =>
        [.. Enumerable.Range(0, count).Select(index => Job($"b{minutes}-{index}", minutes, outcome))];

    private void Jobs(Func<TimeSpan, IReadOnlyList<JobResult>> jobs) =>
        _world.Api.ListJobsAsync(default, default, default).ReturnsForAnyArgs(_ => jobs(_world.Clock.GetUtcNow() - Now));

    private async Task<(RolloutAssessment Assessment, Failure? Failure)> ConcludeAsync(AssessRolloutRequest? request = null)
    {
        Conclusion conclusion = await _world.Clock.RunAsync(_operation.ConcludeAsync(request ?? new AssessRolloutRequest { Environment = "stg" }, [], _world.Context, CancellationToken.None));
        return (conclusion.Output.ShouldBeOfType<RolloutAssessment>(), conclusion.Failure);
    }
}
