using NSubstitute;
using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;
using ServiceGuru.Tests.Branches;
using ServiceGuru.Time;

namespace ServiceGuru.Tests.Images;

public sealed class CleanImagesTests
{
    private const string Repository = "dashboard";
    private readonly TestWorld world = new();
    private readonly ManualTimeProvider clock = new();
    private readonly RegistryInMemory registry;
    private readonly ICluster production = Substitute.For<ICluster>();
    private readonly ICluster staging = Substitute.For<ICluster>();
    private readonly OperationContext context;

    public CleanImagesTests()
    {
        registry = new RegistryInMemory(clock);
        ServiceDefinition service = ImageWorld.Definition with
        {
            Registry = new()
            {
                Namespace = "packit",
                Cleanup = new() { KeepNewest = 2, OlderThan = TimeSpan.FromDays(30), Keep = ["base*"], Token = SecretReference.Parse("env:QUAY_TOKEN") },
            },
        };
        context = world.Context(service, clock);
        world.Connections.Registry.Returns(registry);
        world.Connections.Cluster(Arg.Is<EnvironmentDefinition>(environment => environment!.Production)).Returns(production);
        world.Connections.Cluster(Arg.Is<EnvironmentDefinition>(environment => !environment!.Production)).Returns(staging);
        Run(production);
        Run(staging);
    }

    private static CleanImagesRequest Dashboard { get; } = new() { Repositories = [Repository] };

    [Fact]
    public async Task Old_tags_beyond_the_newest_of_their_kind_go_oldest_first()
    {
        Push("stable-a", 200);
        Push("main-a", 190);
        Push("stable-b", 150);
        Push("stable-c", 100);
        Push("main-b", 90);
        Push("stable-d", 50);

        Plan plan = await PlanAsync();

        plan.Changes.Select(change => change.Target).ShouldBe(["dashboard:stable-a", "dashboard:stable-b"]);
        plan.Changes.ShouldAllBe(change => change.Destructive && change.Undo != null);
        plan.Notes[0].Text.ShouldBe("6 tags, 2 to remove; kept: 4 among the 2 newest");
        plan.Notes[1].Text.ShouldContain("at most");
    }

    [Fact]
    public async Task What_has_a_name_or_is_young_stays()
    {
        Push("prod", 300, "sha256:p");
        Push("stable-p", 300, "sha256:p");
        Push("latest", 299);
        Push("base-39", 298);
        Push("stg", 297);
        Push("stable-x", 29);
        Push("stable-y", 28);
        Push("stable-z", 27);

        (await PlanAsync()).Changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("pod")]
    [InlineData("spec")]
    [InlineData("template")]
    [InlineData("stream")]
    [InlineData("history")]
    [InlineData("tag")]
    [InlineData("platform")]
    public async Task What_any_environment_runs_or_remembers_stays(string how)
    {
        Push("stable-a", 200, "sha256:a", list: how == "platform");
        registry.Platforms["sha256:a"] = ["sha256:a-amd64", "sha256:a-arm64"];
        Push("stable-b", 100);
        Push("stable-c", 99);
        (await PlanAsync()).Changes.Count.ShouldBe(1);

        const string image = "quay.io/packit/dashboard";
        Run(
            staging,
            pod: how switch { "pod" => ("sha256:a", image), "platform" => ("sha256:a-arm64", image), "spec" => (null, $"{image}@sha256:a"), _ => null },
            template: how switch { "template" => $"{image}@sha256:a", "tag" => $"{image}:stable-a", _ => null },
            stream: how switch { "stream" => ["sha256:a"], "history" => ["sha256:z", "sha256:a"], _ => [] });

        Plan plan = await PlanAsync();
        plan.Changes.ShouldBeEmpty();
        plan.Notes[0].Text.ShouldContain("1 in use");
    }

    [Fact]
    public async Task A_list_of_unknown_content_stays()
    {
        Push("stable-a", 200, list: true);
        Push("stable-b", 100);
        Push("stable-c", 99);

        (await PlanAsync()).Notes[0].Text.ShouldContain("1 of unknown content");
    }

    [Fact]
    public async Task Where_one_environment_can_not_be_read_nothing_is_removed()
    {
        Push("stable-a", 200);
        staging.SnapshotAsync(default).ReturnsForAnyArgs<ClusterSnapshot>(_ => throw HealthContext.Unreachable("ClusterUnreachable"));

        Failure failure = (await Should.ThrowAsync<GuruException>(PlanAsync)).Failure;

        failure.Id.ShouldBe("CleanupUnsafe");
        failure.Target.ShouldBe("stg");
        failure.NextAction.ShouldNotBeNull();
    }

    [Fact]
    public async Task Sizes_of_lists_are_those_of_their_images_and_an_image_with_two_tags_counts_once()
    {
        registry.Push(Repository, "stable-a", "sha256:a", At(200), size: null);
        registry.Push(Repository, "stable-b", "sha256:a", At(199), size: null);
        registry.Platforms["sha256:a"] = ["sha256:a1"];
        registry.Sizes["sha256:a"] = 3 * 1024 * 1024;
        Push("stable-c", 100);
        Push("stable-d", 99);

        Plan plan = await PlanAsync();
        plan.Changes[0].Summary.ShouldContain("3.0 MiB");
        plan.Notes[^1].Text.ShouldContain("2 tags, at most 3.0 MiB");
        new CleanImages().Forecast(Dashboard, plan).ShouldNotBeNull().FreedAtMost.ShouldBe(3 * 1024 * 1024);
    }

    [Fact]
    public async Task A_tag_that_is_put_to_use_or_moved_after_the_plan_is_kept_and_told_and_no_failure()
    {
        Push("stable-a", 200, "sha256:a");
        Push("stable-b", 199, "sha256:b");
        Push("stable-c", 198, "sha256:c");
        Push("stable-y", 100);
        Push("stable-z", 99);
        Plan plan = await PlanAsync();
        plan.Changes.Count.ShouldBe(3);
        Run(production, stream: ["sha256:a"]);
        await registry.DeleteTagAsync(Repository, "stable-b", default);
        registry.Push(Repository, "stable-b", "sha256:other", At(0), list: false);

        (ImageCleanupReport report, Failure? failure) = await ApplyAsync(plan);

        failure.ShouldBeNull();
        report.Images.Select(image => image.Status).ShouldBe([StaleImageStatus.Kept, StaleImageStatus.Kept, StaleImageStatus.Removed]);
        report.Images[0].Failure!.Cause!.ShouldContain("image stream");
        registry.Deleted.ShouldBe(["dashboard:stable-b", "dashboard:stable-c"]);
    }

    [Fact]
    public async Task One_that_can_not_be_removed_does_not_stop_the_others()
    {
        Push("stable-a", 200);
        Push("stable-b", 199);
        Push("stable-y", 100);
        Push("stable-z", 99);
        registry.Refusals["stable-a"] = new Failure { Id = "RegistryRefused", Message = "No.", NextAction = "Look." };

        (ImageCleanupReport report, Failure? failure) = await ApplyAsync(await PlanAsync());

        failure!.Id.ShouldBe("RegistryRefused");
        failure.Target.ShouldBe("dashboard:stable-a");
        report.Images.Select(image => image.Status).ShouldBe([StaleImageStatus.Failed, StaleImageStatus.Removed]);
    }

    [Fact]
    public async Task A_removal_is_undone_by_restoring_the_tag_and_probes_tell_both()
    {
        Push("stable-a", 200, "sha256:a");
        Push("stable-y", 100);
        Push("stable-z", 99);
        CleanImages operation = new();
        Change change = (await PlanAsync()).Changes.ShouldHaveSingleItem();
        (await operation.ProbeAsync(change, context, default)).ShouldBe(ProbeOutcome.NotApplied);
        await operation.ApplyAsync(change, context, default);
        (await operation.ProbeAsync(change, context, default)).ShouldBe(ProbeOutcome.Applied);
        await operation.ApplyAsync(change, context, default);
        registry.Deleted.Count.ShouldBe(1, "what is gone is not deleted again");

        Change undo = operation.Revert(new ChangeResult { Change = change, Status = ChangeStatus.Applied }).ShouldNotBeNull();
        (await operation.ProbeAsync(undo, context, default)).ShouldBe(ProbeOutcome.NotApplied);
        await operation.ApplyAsync(undo, context, default);

        (await operation.ProbeAsync(undo, context, default)).ShouldBe(ProbeOutcome.Applied);
        (await registry.GetTagAsync(Repository, "stable-a", default))!.Digest.ShouldBe("sha256:a");
        operation.Revert(new ChangeResult { Change = undo, Status = ChangeStatus.Applied }).ShouldBeNull();
    }

    [Fact]
    public void Wrong_names_and_numbers_are_refused_before_anything_is_asked()
    {
        CleanImages operation = new();
        Should.Throw<GuruException>(() => operation.Check(new CleanImagesRequest { Repositories = ["dashbord"] }, context.Service))
            .Failure.Message.ShouldContain("Did you mean 'dashboard'?");
        Should.Throw<GuruException>(() => operation.Check(new CleanImagesRequest { KeepNewest = 0 }, context.Service)).Failure.Id.ShouldBe("InvalidInput");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void An_empty_pattern_of_what_to_keep_is_refused(string pattern) => Should.Throw<GuruException>(
        () => new CleanImages().Check(new CleanImagesRequest { Keep = [pattern] }, context.Service)).Failure.Id.ShouldBe("InvalidInput");

    [Fact]
    public async Task Without_a_token_the_plan_says_what_is_missing()
    {
        Push("stable-a", 200);
        Push("stable-y", 100);
        Push("stable-z", 99);
        ServiceDefinition service = context.Service with { Registry = context.Service.Registry! with { Cleanup = new() { KeepNewest = 2 } } };

        Plan plan = await new CleanImages().PlanAsync(Dashboard, context with { Service = service }, default);

        plan.Changes.Count.ShouldBe(1);
        plan.Blockers.ShouldHaveSingleItem().Id.ShouldBe("RegistryTokenMissing");
    }

    private static void Run(ICluster cluster, (string? Digest, string Image)? pod = null, string? template = null, IReadOnlyList<string>? stream = null) =>
        cluster.SnapshotAsync(default).ReturnsForAnyArgs(new ClusterSnapshot
        {
            TakenAt = DateTimeOffset.UnixEpoch,
            Namespace = "p",
            Pods = pod is not { } running ? [] :
            [
                new PodState
                {
                    Name = "web-1",
                    Phase = "Running",
                    CreatedAt = DateTimeOffset.UnixEpoch,
                    Containers = [new ContainerState { Name = "web", Image = running.Image, Digest = running.Digest, Phase = ContainerPhase.Running }],
                },
            ],
            Workloads = template is null ? [] : [new WorkloadState { Kind = WorkloadKind.Deployment, Name = "web", Desired = 1, Images = new Dictionary<string, string> { ["web"] = template } }],
            ImageStreams = stream is not { Count: > 0 } ? [] :
                [new ImageStreamState("packit-dashboard", [new ImageStreamTagState { Tag = "prod", Digest = stream[0], PreviousDigests = [.. stream.Skip(1)] }])],
        });

    private DateTimeOffset At(int daysAgo) => clock.GetUtcNow().AddDays(-daysAgo);

    private void Push(string tag, int daysAgo, string? digest = null, bool list = false) => registry.Push(Repository, tag, digest ?? $"sha256:{tag}", At(daysAgo), list: list);

    private Task<Plan> PlanAsync() => new CleanImages().PlanAsync(Dashboard, context, default);

    private async Task<(ImageCleanupReport Report, Failure? Failure)> ApplyAsync(Plan plan)
    {
        CleanImages operation = new();
        List<ChangeResult> results = [];
        foreach (Change change in plan.Changes)
        {
            try
            {
                await operation.ApplyAsync(change, context, default);
                results.Add(new ChangeResult { Change = change, Status = ChangeStatus.Applied });
            }
            catch (GuruException exception)
            {
                results.Add(new ChangeResult { Change = change, Status = ChangeStatus.Failed, Failure = exception.Failure });
            }
        }

        Conclusion conclusion = await operation.ConcludeAsync(Dashboard, results, context, default);
        return (conclusion.Output.ShouldBeOfType<ImageCleanupReport>(), conclusion.Failure);
    }
}
