using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Tests.Images;

public sealed class GetImageStatusTests
{
    private readonly ImageWorld world = new();
    private readonly ICluster cluster = Substitute.For<ICluster>();

    public GetImageStatusTests()
    {
        world.World.Connections.Cluster(Arg.Any<EnvironmentDefinition>()).Returns(cluster);
        SetCluster("sha256:d1", "quay.io/packit/dashboard@sha256:d0");
    }

    [Fact]
    public async Task A_row_follows_an_image_from_the_commit_to_the_pods()
    {
        world.PushDashboard(-10);
        world.CodeHost.Run("packit/dashboard", world.Dashboard, 1, world.At(-20), TimeSpan.FromMinutes(5));

        (ImageStatusReport report, Failure? failure) = await AskAsync();

        failure.ShouldBeNull();
        ImageStatus row = report.Rows[0];
        row.Image.ShouldBe("quay.io/packit/dashboard");
        row.Commit.ShouldBe(world.Dashboard);
        row.Build.ShouldBe(BuildState.Success);
        row.Digest.ShouldBe("sha256:d1");
        row.Published.ShouldBeTrue();
        row.ImportedDigest.ShouldBe("sha256:d1");
        row.RunningDigest.ShouldBe("sha256:d0");
        (row.Imported, row.Running).ShouldBe((true, false));
        report.Rows.Select(candidate => candidate.Image).ShouldBe(["quay.io/packit/dashboard", "quay.io/packit/service", "quay.io/packit/worker"]);
    }

    [Theory]
    [InlineData(0.5, 5, "success", BuildState.Queued)]
    [InlineData(2, 5, "success", BuildState.Running)]
    [InlineData(9, 5, "success", BuildState.Success)]
    [InlineData(9, 5, "timed_out", BuildState.Failure)]
    public async Task The_build_is_told_as_it_stands(double startedAgo, double takes, string conclusion, BuildState expected)
    {
        world.CodeHost.Run("packit/dashboard", world.Dashboard, 1, world.At(-startedAgo), TimeSpan.FromMinutes(takes), conclusion);

        (ImageStatusReport report, _) = await AskAsync();

        report.Rows[0].Build.ShouldBe(expected);
        report.Rows[1].Build.ShouldBe(BuildState.None);
        report.Rows[0].Digest.ShouldBeNull();
        report.Rows[0].Published.ShouldBeFalse();
    }

    [Fact]
    public async Task Pods_named_by_tag_are_told_by_the_digest_that_the_kubelet_reports()
    {
        SetCluster("sha256:d1", "quay.io/packit/dashboard:prod", "sha256:arch");

        (ImageStatusReport report, _) = await AskAsync();

        report.Rows[0].RunningDigest.ShouldBe("sha256:arch");
    }

    [Fact]
    public async Task Of_a_manifest_list_the_stream_may_have_one_platforms_image()
    {
        world.PushDashboard(-10);
        world.Registry.Platforms["sha256:d1"] = ["sha256:amd", "sha256:arm"];
        SetCluster("sha256:amd", "quay.io/packit/dashboard@sha256:amd");

        ImageStatus row = (await AskAsync()).Report.Rows[0];

        (row.Digest, row.ImportedDigest, row.RunningDigest).ShouldBe(("sha256:d1", "sha256:amd", "sha256:amd"));
        (row.Imported, row.Running).ShouldBe((true, true));
    }

    [Fact]
    public async Task Of_an_older_manifest_list_nothing_counts_as_imported()
    {
        world.PushDashboard(-10);
        world.Registry.Platforms["sha256:d1"] = ["sha256:amd", "sha256:arm"];
        SetCluster("sha256:old-amd", "quay.io/packit/dashboard@sha256:old-amd");

        ImageStatus row = (await AskAsync()).Report.Rows[0];

        (row.Imported, row.Running).ShouldBe((false, false));
    }

    [Fact]
    public async Task During_a_rollout_both_digests_are_told()
    {
        SetCluster("sha256:d1", "quay.io/packit/dashboard@sha256:d0", second: "quay.io/packit/dashboard@sha256:d1");

        (ImageStatusReport report, _) = await AskAsync();

        report.Rows[0].RunningDigest.ShouldBe("sha256:d0, sha256:d1");
        report.Rows[0].Running.ShouldBeFalse();
    }

    [Fact]
    public async Task A_cluster_that_can_not_be_read_leaves_the_rest_told()
    {
        cluster.SnapshotAsync(Arg.Any<CancellationToken>()).ThrowsAsync(new GuruException(new Failure { Id = "ClusterUnreachable", Kind = FailureKind.Unreachable, Message = "down", Target = "The cluster api.example" }));
        world.PushDashboard(-10);

        (ImageStatusReport report, Failure? failure) = await AskAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("ClusterUnreachable");
        failure.Target.ShouldBe("prod");
        report.Rows[0].Digest.ShouldBe("sha256:d1");
        report.Rows[0].ImportedDigest.ShouldBeNull();
        report.Problems.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_repository_that_can_not_be_read_leaves_the_others_told()
    {
        world.World.Git.Unreachable.Add("service.git");

        (ImageStatusReport report, Failure? failure) = await AskAsync();

        failure.ShouldNotBeNull().Target.ShouldBe("service");
        report.Rows.ShouldHaveSingleItem().Repository.ShouldBe("dashboard");
    }

    private async Task<(ImageStatusReport Report, Failure? Failure)> AskAsync()
    {
        Conclusion conclusion = await new GetImageStatus().ConcludeAsync(new GetImageStatusRequest(), [], world.Context, CancellationToken.None);
        return (conclusion.Output.ShouldBeOfType<ImageStatusReport>(), conclusion.Failure);
    }

    private void SetCluster(string imported, string podImage, string? podDigest = null, string? second = null) =>
        cluster.SnapshotAsync(Arg.Any<CancellationToken>()).Returns(new ClusterSnapshot
        {
            TakenAt = world.Start,
            Namespace = "p",
            ImageStreams = [new ImageStreamState("packit-dashboard", [new ImageStreamTagState { Tag = "prod", Digest = imported }])],
            Workloads = [new WorkloadState { Kind = WorkloadKind.Deployment, Name = "web", Desired = 1, Selector = new Dictionary<string, string> { ["component"] = "web" } }],
            Pods = [Pod("web", podImage, podDigest), Pod("other", "quay.io/packit/other@sha256:ff", null), .. second is null ? Array.Empty<PodState>() : [Pod("web", second, null)]],
        });

    private PodState Pod(string component, string image, string? digest) => new()
    {
        Name = $"{component}-1",
        Phase = "Running",
        CreatedAt = world.Start,
        Labels = new Dictionary<string, string> { ["component"] = component },
        Containers = [new ContainerState { Name = "main", Image = image, Digest = digest, Phase = ContainerPhase.Running }],
    };
}
