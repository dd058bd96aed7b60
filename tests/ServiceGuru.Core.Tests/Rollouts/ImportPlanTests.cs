using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using static ServiceGuru.Health.Sample;

namespace ServiceGuru.Rollouts;

public sealed class ImportPlanTests
{
    private const string Commit = "116edc5a7f0c1d2e3f405162738495a6b7c8d9e0";

    private readonly HealthContext _world = new();
    private readonly ImportImages _operation = new();

    public ImportPlanTests()
    {
        Registry("api", NewDigest);
        Registry("worker", NewDigest);
    }

    [Fact]
    public async Task Every_image_stream_that_a_deployment_imports_is_one_convergent_change()
    {
        Plan plan = await PlanAsync();

        plan.Operation.ShouldBe("rollout/import");
        plan.Blockers.ShouldBeEmpty();
        plan.Changes.Select(change => (change.Id, change.Kind, change.Target, change.From, change.To, change.Effect, change.Destructive)).ShouldBe(
        [
            ("1", "import-image", "api", OldDigest, NewDigest, EffectContract.Convergent, false),
            ("2", "import-image", "worker", OldDigest, NewDigest, EffectContract.Convergent, false),
        ]);
        plan.Changes[0].Summary.ShouldBe("Import quay.io/shop/api:stg into api:stg: sha256:000000000000 → sha256:111111111111");
        await _world.Cluster.Received(1).SnapshotAsync(Arg.Any<CancellationToken>());
        await _world.Cluster.DidNotReceiveWithAnyArgs().ImportImageAsync(default!, default!, default!, default);
    }

    [Fact]
    public async Task An_image_stream_whose_workloads_run_the_newest_image_already_is_a_note()
    {
        Registry("api", OldDigest);

        Plan plan = await PlanAsync();

        plan.Changes.ShouldHaveSingleItem().Target.ShouldBe("worker");
        plan.Notes.ShouldHaveSingleItem().ShouldBe(new PlanNote("api", "api:stg is at sha256:000000000000 already, and its workloads run it."));
    }

    [Fact]
    public async Task An_image_stream_that_is_new_while_its_workload_is_not_is_imported_again()
    {
        ClusterSnapshot healthy = Healthy();
        _world.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(healthy with { ImageStreams = [Stream("api", NewDigest), Stream("worker"), Stream("proxy")] });

        Change change = (await PlanAsync()).Changes[0];

        (change.From, change.To).ShouldBe((NewDigest, NewDigest));
        change.Summary.ShouldContain("not all workloads run it");
    }

    [Fact]
    public async Task A_stream_that_keeps_one_platforms_image_of_the_list_has_it_already()
    {
        List("api", NewDigest, OldDigest, "sha256:arm");

        Plan plan = await PlanAsync();

        plan.Changes.ShouldHaveSingleItem().Target.ShouldBe("worker");
        plan.Notes.ShouldHaveSingleItem().Text.ShouldStartWith("api:stg is at sha256:000000000000 already");
    }

    [Fact]
    public async Task A_stream_that_keeps_an_older_lists_image_is_imported()
    {
        List("api", NewDigest, "sha256:amd", "sha256:arm");

        Change change = (await PlanAsync()).Changes[0];

        (change.Target, change.From, change.To).ShouldBe(("api", OldDigest, NewDigest));
        change.Summary.ShouldEndWith("sha256:000000000000 → sha256:111111111111");
    }

    [Fact]
    public async Task One_platforms_image_that_not_all_workloads_run_is_imported_again()
    {
        const string Platform = "sha256:2222222222222222222222222222222222222222222222222222222222222222";
        List("api", NewDigest, Platform);
        _world.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(Healthy() with { ImageStreams = [Stream("api", Platform), Stream("worker"), Stream("proxy")] });

        (await PlanAsync()).Changes[0].Summary.ShouldContain("not all workloads run it");
    }

    [Fact]
    public async Task Only_the_named_image_streams_are_planned() =>
        (await PlanAsync(new ImportImagesRequest { Environment = "stg", ImageStreams = ["worker"] })).Changes.ShouldHaveSingleItem().Target.ShouldBe("worker");

    [Theory]
    [InlineData("wroker", "UnknownImageStream")]
    [InlineData("proxy", "ImageStreamNotImported")]
    public async Task A_name_that_cannot_be_imported_is_refused(string name, string id)
    {
        var request = new ImportImagesRequest { Environment = "stg", ImageStreams = [name] };

        Failure failure = (await Should.ThrowAsync<GuruException>(() => PlanAsync(request))).Failure;

        failure.Id.ShouldBe(id);
        failure.Kind.ShouldBe(FailureKind.Usage);
    }

    [Fact]
    public async Task A_cluster_that_can_not_be_read_is_a_failure_of_the_environment()
    {
        _world.Cluster.SnapshotAsync(default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("ClusterForbidden"));

        Failure failure = (await Should.ThrowAsync<GuruException>(() => PlanAsync())).Failure;

        (failure.Id, failure.Target).ShouldBe(("ClusterForbidden", "stg"));
        failure.Evidence.ShouldBe(["met at: system.example"]);
    }

    [Fact]
    public async Task A_tag_that_the_registry_lacks_blocks()
    {
        _world.Registry.GetTagAsync("api", "stg", Arg.Any<CancellationToken>()).Returns((ImageTag?)null);

        Plan plan = await PlanAsync();

        plan.Blockers.ShouldHaveSingleItem().Id.ShouldBe("ImageTagMissing");
        plan.Changes.ShouldHaveSingleItem().Target.ShouldBe("worker");
    }

    [Fact]
    public async Task An_image_of_another_commit_blocks()
    {
        Revision("api", Commit);
        Tags("worker", Tag("stable-fffffff-1747569600", NewDigest));
        Revision("worker", "ffffffffffffffffffffffffffffffffffffffff");

        Plan plan = await PlanAsync(Wanting(Commit));

        Failure blocker = plan.Blockers.ShouldHaveSingleItem();
        blocker.Id.ShouldBe("ImageRevisionMismatch");
        blocker.Message.ShouldBe("quay.io/shop/worker:stg is not built from shop 116edc5.");
        blocker.Cause.ShouldNotBeNull().ShouldContain("ffffffff");
        plan.Changes.ShouldHaveSingleItem().Target.ShouldBe("api");
    }

    [Fact]
    public async Task An_image_without_label_is_known_by_its_builds_own_tag()
    {
        Tags("api", Tag($"stable-{Commit[..7]}-1747569600", NewDigest));
        Tags("worker", Tag($"stable-{Commit[..7]}-1747569600", OldDigest), Tag("stable-abcdef0-1747569600", NewDigest));

        Plan plan = await PlanAsync(Wanting(Commit));

        plan.Changes.ShouldHaveSingleItem().Target.ShouldBe("api");
        plan.Blockers.ShouldHaveSingleItem().Evidence.ShouldBe([$"quay.io/shop/worker:stg is {NewDigest}", "no tag stable-116edc5… has that digest"]);
    }

    [Fact]
    public async Task The_builds_own_tag_weighs_more_than_a_label_that_a_base_image_left()
    {
        foreach (string image in new[] { "api", "worker" })
        {
            Tags(image, Tag($"stable-{Commit[..7]}", NewDigest));
            Revision(image, "ffffffffffffffffffffffffffffffffffffffff");
        }

        (await PlanAsync(Wanting(Commit))).Blockers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Revisions_of_repositories_without_images_do_not_matter()
    {
        Plan plan = await PlanAsync(new ImportImagesRequest { Environment = "stg", Revisions = new Dictionary<string, string> { ["library"] = Commit } });

        plan.Blockers.ShouldBeEmpty();
        await _world.Registry.DidNotReceiveWithAnyArgs().GetRevisionAsync(default!, default!, default);
    }

    [Theory]
    [InlineData("shpo", Commit, "UnknownRepository")]
    [InlineData("shop", "116edc5", "RevisionNotFull")]
    [InlineData("shop", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "RevisionNotFull")]
    public async Task Revisions_that_make_no_sense_are_refused(string repository, string commit, string id)
    {
        var request = new ImportImagesRequest { Environment = "stg", Revisions = new Dictionary<string, string> { [repository] = commit } };

        (await Should.ThrowAsync<GuruException>(() => PlanAsync(request))).Failure.Id.ShouldBe(id);
    }

    [Fact]
    public async Task An_image_of_another_registry_is_imported_without_a_known_digest()
    {
        _world.Service = Service with { ImageStreams = [Service.ImageStreams[0] with { Image = "ghcr.io/shop/api" }] };

        Change change = (await PlanAsync()).Changes.ShouldHaveSingleItem();

        change.To.ShouldBeNull();
        change.Details["image"].ShouldBe("ghcr.io/shop/api:stg");
    }

    [Fact]
    public async Task A_stream_that_follows_another_tag_is_told()
    {
        ImageStreamState other = new("api", [Stream("api").Tags[0] with { From = "quay.io/shop/api:hotfix" }]);
        _world.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(Healthy() with { ImageStreams = [other, Stream("worker"), Stream("proxy")] });

        (await PlanAsync()).Notes.ShouldHaveSingleItem().Text.ShouldBe("It follows quay.io/shop/api:hotfix now, and quay.io/shop/api:stg after the import.");
    }

    [Fact]
    public async Task The_forecast_names_the_images_to_come()
    {
        var request = new ImportImagesRequest { Environment = "stg" };

        ImportReport report = _operation.Forecast(request, await PlanAsync(request));

        report.Images.Select(image => (image.ImageStream, image.Tag, image.From, image.To, image.Imported)).ShouldBe(
            [("api", "stg", OldDigest, NewDigest, false), ("worker", "stg", OldDigest, NewDigest, false)]);
        report.Workloads.ShouldBeEmpty();
    }

    private static ImportImagesRequest Wanting(string commit) => new() { Environment = "stg", Revisions = new Dictionary<string, string> { ["shop"] = commit } };

    private static ImageTag Tag(string name, string digest) => new(name, digest, Now, null, IsManifestList: false);

    private static async IAsyncEnumerable<ImageTag> AsStream(ImageTag[] tags)
    {
        foreach (ImageTag tag in tags)
        {
            await Task.Yield();
            yield return tag;
        }
    }

    private void Registry(string repository, string digest) =>
        _world.Registry.GetTagAsync(repository, "stg", Arg.Any<CancellationToken>()).Returns(Tag("stg", digest));

    private void List(string repository, string digest, params string[] platforms)
    {
        _world.Registry.GetTagAsync(repository, "stg", Arg.Any<CancellationToken>()).Returns(Tag("stg", digest) with { IsManifestList = true });
        _world.Registry.ListPlatformDigestsAsync(repository, digest, Arg.Any<CancellationToken>()).Returns(platforms);
    }

    private void Revision(string repository, string? commit) =>
        _world.Registry.GetRevisionAsync(repository, NewDigest, Arg.Any<CancellationToken>()).Returns(commit);

    private void Tags(string repository, params ImageTag[] tags)
    {
        Revision(repository, null);
        _world.Registry.ListTagsAsync(repository, Arg.Any<CancellationToken>()).Returns(_ => AsStream(tags));
    }

    private Task<Plan> PlanAsync(ImportImagesRequest? request = null) =>
        _operation.PlanAsync(request ?? new ImportImagesRequest { Environment = "stg" }, _world.Context, CancellationToken.None);
}
