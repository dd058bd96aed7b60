using ServiceGuru.Images;
using ServiceGuru.Operations;

namespace ServiceGuru.Tests.Images;

public sealed class AwaitImagesTests
{
    private readonly ImageWorld world = new();

    [Fact]
    public async Task It_waits_for_builds_and_registry_and_reports_every_image()
    {
        world.BuildDashboard();
        world.BuildService();
        world.PushDashboard(6);
        world.PushService(43);

        (ImageReport report, Failure? failure) = await world.WaitAsync();

        failure.ShouldBeNull();
        report.Environment.ShouldBe("prod");
        report.Images.Select(image => (image.Repository, image.Image, image.Tag, image.Digest, image.Revision)).ShouldBe([
            ("dashboard", "quay.io/packit/dashboard", "prod", "sha256:d1", world.Dashboard),
            ("service", "quay.io/packit/service", "prod", "sha256:s1", world.Service),
            ("service", "quay.io/packit/worker", "prod", "sha256:w1", world.Service),
        ]);
        report.Images[0].RunUrl.ShouldBe(new Uri("https://github.com/packit/dashboard/actions/runs/1"));
        report.Images[0].PublishedAt.ShouldBe(world.At(6));
        (world.Clock.GetUtcNow() - world.Start).ShouldBe(TimeSpan.FromMinutes(43));
    }

    [Fact]
    public async Task Repositories_without_images_pass_through_in_the_revisions()
    {
        world.BuildDashboard();
        world.PushDashboard(6);
        string ogr = new('a', 40);

        (ImageReport report, Failure? failure) = await world.WaitAsync(new AwaitImagesRequest
        {
            Revisions = new Dictionary<string, string> { ["dashboard"] = world.Dashboard, ["ogr"] = ogr },
        });

        failure.ShouldBeNull();
        report.Images.ShouldHaveSingleItem().Repository.ShouldBe("dashboard");
        report.Revisions["ogr"].ShouldBe(ogr);
    }

    [Fact]
    public async Task Images_that_are_there_already_are_not_waited_for_even_without_a_run()
    {
        world.PushDashboard(-1000);
        world.PushService(-1000);

        (ImageReport report, Failure? failure) = await world.WaitAsync();

        failure.ShouldBeNull();
        report.Images.Count.ShouldBe(3);
        report.Images[0].RunUrl.ShouldBeNull();
        world.Clock.GetUtcNow().ShouldBe(world.Start);
    }

    [Fact]
    public async Task One_image_of_two_already_there_is_not_enough()
    {
        world.PushDashboard(-1000);
        world.Registry.Push("service", "prod", "sha256:s1", world.At(-1000), world.Service);

        (_, Failure? failure) = await world.WaitAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("BuildNotStarted");
    }

    [Fact]
    public async Task A_run_that_never_appears_is_a_failure_after_its_deadline()
    {
        world.PushDashboard(-1000);

        (ImageReport report, Failure? failure) = await world.WaitAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("BuildNotStarted");
        failure.Target.ShouldBe("service");
        failure.Message.ShouldContain("10 min");
        failure.Evidence.ShouldBe(["https://github.com/packit/service/actions/workflows/images.yml"]);
        report.Images.ShouldHaveSingleItem().Repository.ShouldBe("dashboard");
        (world.Clock.GetUtcNow() - world.Start).ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task A_run_for_another_branch_does_not_count()
    {
        world.PushDashboard(-1000);
        world.CodeHost.Run("packit/service", world.Service, 9, world.At(0), TimeSpan.FromMinutes(1), branch: "main");

        (_, Failure? failure) = await world.WaitAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("BuildNotStarted");
    }

    [Fact]
    public async Task A_failed_build_names_job_step_and_link_at_once_while_the_others_go_on()
    {
        world.BuildDashboard(minutes: 3, conclusion: "failure");
        world.CodeHost.Jobs[1] =
        [
            new WorkflowJob { Name = "lint", Status = RunStatus.Completed, Conclusion = "success", WebUrl = new Uri("https://ci/1") },
            new WorkflowJob { Name = "build (amd64)", Status = RunStatus.Completed, Conclusion = "cancelled", WebUrl = new Uri("https://ci/3") },
            new WorkflowJob { Name = "build (arm64)", Status = RunStatus.Completed, Conclusion = "failure", FailedStep = "Push", WebUrl = new Uri("https://ci/2") },
        ];
        world.BuildService();
        world.PushService(42);

        (ImageReport report, Failure? failure) = await world.WaitAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("ImageBuildFailed");
        failure.Target.ShouldBe("dashboard");
        failure.Message.ShouldEndWith("ended as failure in job 'build (arm64)', step 'Push'.");
        failure.Evidence.ShouldBe(["https://ci/2", "https://github.com/packit/dashboard/actions/runs/1", "1 job was cancelled"]);
        failure.Transient.ShouldBeFalse();
        failure.NextAction.ShouldNotBeNull().ShouldContain("https://ci/2");
        report.Images.Count.ShouldBe(2);
        world.Progress.First(line => line.Message.Contains("ended as failure", StringComparison.Ordinal)).At.ShouldBe(TimeSpan.FromMinutes(4));
    }

    [Theory]
    [InlineData("failure")]
    [InlineData("timed_out")]
    [InlineData("startup_failure")]
    public async Task The_job_that_failed_comes_before_what_else_did_not_succeed(string conclusion)
    {
        world.PushService(-1000);
        world.BuildDashboard(minutes: 1, conclusion: "failure");
        world.CodeHost.Jobs[1] =
        [
            new WorkflowJob { Name = "scan", Status = RunStatus.Completed, Conclusion = "action_required", WebUrl = new Uri("https://ci/1") },
            new WorkflowJob { Name = "build", Status = RunStatus.Completed, Conclusion = conclusion, WebUrl = new Uri("https://ci/2") },
        ];

        (_, Failure? failure) = await world.WaitAsync();

        failure.ShouldNotBeNull().Message.ShouldEndWith("in job 'build', job 'scan'.");
        failure.Evidence[0].ShouldBe("https://ci/2");
        failure.NextAction.ShouldNotBeNull().ShouldContain("https://ci/2");
    }

    [Fact]
    public async Task A_build_that_somebody_cancelled_blames_no_job()
    {
        world.PushService(-1000);
        world.BuildDashboard(minutes: 1, conclusion: "cancelled");
        world.CodeHost.Jobs[1] =
        [
            new WorkflowJob { Name = "build (amd64)", Status = RunStatus.Completed, Conclusion = "cancelled", WebUrl = new Uri("https://ci/1") },
            new WorkflowJob { Name = "build (arm64)", Status = RunStatus.Completed, Conclusion = "cancelled", WebUrl = new Uri("https://ci/2") },
        ];

        (_, Failure? failure) = await world.WaitAsync();

        failure.ShouldNotBeNull().Message.ShouldEndWith("ended as cancelled.");
        failure.Evidence.ShouldBe(["https://github.com/packit/dashboard/actions/runs/1", "2 jobs were cancelled"]);
        failure.NextAction.ShouldNotBeNull().ShouldContain("who cancelled it");
    }

    [Fact]
    public async Task A_cancelled_build_is_a_failed_one_even_if_its_jobs_can_not_be_read()
    {
        world.PushService(-1000);
        world.BuildDashboard(minutes: 1, conclusion: "cancelled");

        (_, Failure? failure) = await world.WaitAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("ImageBuildFailed");
        failure.Message.ShouldContain("cancelled");
        failure.Cause.ShouldNotBeNull().ShouldContain("no jobs today");
    }

    [Fact]
    public async Task The_newest_run_counts_not_an_older_failed_one()
    {
        world.PushService(-1000);
        world.CodeHost.Run("packit/dashboard", world.Dashboard, 5, world.At(-60), TimeSpan.FromMinutes(1), "failure");
        world.CodeHost.Run("packit/dashboard", world.Dashboard, 6, world.At(-30), TimeSpan.FromMinutes(35));
        world.PushDashboard(5);

        (_, Failure? failure) = await world.WaitAsync();

        failure.ShouldBeNull();
    }

    [Fact]
    public async Task A_build_that_does_not_end_times_out()
    {
        world.PushDashboard(-1000);
        world.BuildService(minutes: 500);

        (_, Failure? failure) = await world.WaitAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("ImageBuildTimedOut");
        failure.Message.ShouldContain("2 h");
        failure.Transient.ShouldBeFalse();
        failure.Evidence.ShouldBe(["https://github.com/packit/service/actions/runs/2"]);
        (world.Clock.GetUtcNow() - world.Start).ShouldBe(TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task An_image_that_is_not_pushed_though_the_build_succeeded_is_a_failure()
    {
        world.PushService(-1000);
        world.BuildDashboard();
        world.Registry.Push("dashboard", "prod", "sha256:old", world.At(-5000), new string('b', 40));

        (_, Failure? failure) = await world.WaitAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("ImageNotPublished");
        failure.Evidence[0].ShouldContain("quay.io/packit/dashboard:prod is sha256:old");
        (world.Clock.GetUtcNow() - world.Start).ShouldBe(TimeSpan.FromMinutes(6 + 15));
    }

    [Fact]
    public async Task An_unlabeled_image_is_known_by_the_digest_of_its_unique_tag()
    {
        world.PushService(-1000);
        world.BuildDashboard();
        world.Registry.Push("dashboard", "prod", "sha256:d2", world.At(6));
        world.Registry.Push("dashboard", $"stable-{world.Dashboard[..7]}-1779000000", "sha256:d2", world.At(6));

        (ImageReport report, Failure? failure) = await world.WaitAsync();

        failure.ShouldBeNull();
        report.Images[0].Digest.ShouldBe("sha256:d2");
    }

    [Fact]
    public async Task A_unique_tag_of_another_digest_proves_nothing()
    {
        world.PushService(-1000);
        world.BuildDashboard();
        world.Registry.Push("dashboard", "prod", "sha256:d3", world.At(7));
        world.Registry.Push("dashboard", $"stable-{world.Dashboard[..7]}", "sha256:d2", world.At(6));

        (_, Failure? failure) = await world.WaitAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("ImageNotPublished");
    }

    [Fact]
    public async Task A_passing_outage_of_the_code_host_does_not_end_the_wait()
    {
        world.PushService(-1000);
        world.BuildDashboard();
        world.PushDashboard(6);
        world.CodeHost.Outage = (world.At(20), new Failure { Id = "CodeHostUnreachable", Kind = FailureKind.Unreachable, Message = "502", Transient = true });

        (_, Failure? failure) = await world.WaitAsync();

        failure.ShouldBeNull();
        (world.Clock.GetUtcNow() - world.Start).ShouldBe(TimeSpan.FromMinutes(20));
    }

    [Fact]
    public async Task A_code_host_that_stays_out_of_reach_is_worth_another_attempt()
    {
        world.CodeHost.Outage = (world.At(500), new Failure { Id = "CodeHostUnreachable", Kind = FailureKind.Unreachable, Message = "502", NextAction = "Check the network.", Transient = true });

        (_, Failure? failure) = await world.WaitAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("ImageBuildTimedOut");
        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Transient.ShouldBeTrue();
        failure.Details[0].Message.ShouldContain("could not be looked at");
        failure.Details[0].NextAction.ShouldBe("Check the network.");
    }

    [Fact]
    public async Task A_registry_that_stays_out_of_reach_is_worth_another_attempt()
    {
        world.PushService(-1000);
        world.BuildDashboard();
        world.Registry.Outage = (world.At(3), new Failure { Id = "RegistryUnreachable", Kind = FailureKind.Unreachable, Message = "503", Transient = true });

        (_, Failure? failure) = await world.WaitAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("ImageNotPublished");
        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Transient.ShouldBeTrue();
        failure.Message.ShouldContain("the registry could not be asked");
        failure.Cause.ShouldBe("503");
    }

    [Fact]
    public async Task A_refusal_by_the_code_host_ends_it_at_once()
    {
        world.CodeHost.Outage = (world.At(20), new Failure { Id = "CodeHostForbidden", Kind = FailureKind.Unreachable, Message = "401" });

        (_, Failure? failure) = await world.WaitAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("CodeHostForbidden");
        failure.Details.Select(detail => detail.Target).ShouldBe(["dashboard", "service"]);
        world.Clock.GetUtcNow().ShouldBe(world.Start);
    }

    [Fact]
    public async Task Different_failures_are_summed_up_under_one_id()
    {
        world.BuildDashboard(minutes: 1, conclusion: "failure");
        world.BuildService(minutes: 500);

        (_, Failure? failure) = await world.WaitAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("ImagesNotReady");
        failure.Details.Select(detail => detail.Id).ShouldBe(["ImageBuildFailed", "ImageBuildTimedOut"]);
    }

    [Fact]
    public async Task Progress_tells_how_many_are_there_and_how_long_it_took()
    {
        world.BuildDashboard();
        world.BuildService();
        world.PushDashboard(6);
        world.PushService(41);

        await world.WaitAsync();

        world.Progress.ShouldContain(line => line.Message == "1 of 2 image builds there, 20 min: service running" && line.Fraction == 0.5);
        world.Progress.Last().Message.ShouldBe("2 of 2 image builds there, 41 min");
    }

    [Fact]
    public async Task The_plan_says_what_is_waited_for_and_asks_no_code_host()
    {
        world.CodeHost.Outage = (world.At(1), new Failure { Id = "x", Message = "not to be asked" });

        Plan plan = await new AwaitImages().PlanAsync(new AwaitImagesRequest(), world.Context, CancellationToken.None);

        plan.Changes.ShouldBeEmpty();
        plan.Notes.Select(note => note.Target).ShouldBe(["dashboard", "service"]);
        plan.Notes[1].Text.ShouldBe($"waits for images.yml of {world.Service[..7]} and for service, worker as prod");
    }

    [Theory]
    [InlineData("servicee", "UnknownRepository")]
    [InlineData("service", "RevisionNotFull")]
    public async Task Wrong_revisions_are_wrong_usage(string repository, string id)
    {
        AwaitImagesRequest request = new() { Revisions = new Dictionary<string, string> { [repository] = "abc1234" } };

        GuruException exception = await Should.ThrowAsync<GuruException>(() => new AwaitImages().PlanAsync(request, world.Context, CancellationToken.None));

        exception.Failure.Id.ShouldBe(id);
        exception.Failure.Kind.ShouldBe(FailureKind.Usage);
    }

    [Fact]
    public async Task An_unknown_environment_is_wrong_usage()
    {
        AwaitImagesRequest request = new() { Environment = "prd" };

        GuruException exception = await Should.ThrowAsync<GuruException>(() => new AwaitImages().PlanAsync(request, world.Context, CancellationToken.None));

        exception.Failure.Id.ShouldBe("UnknownEnvironment");
        exception.Failure.Message.ShouldContain("'prod'");
    }
}
