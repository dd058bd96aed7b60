using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using static ServiceGuru.Health.Sample;

namespace ServiceGuru.Rollouts;

public sealed class ImportApplyTests
{
    private const string ArchDigest = "sha256:2222222222222222222222222222222222222222222222222222222222222222";

    private readonly HealthContext _world = new();
    private readonly ImportImages _operation = new();

    public ImportApplyTests()
    {
        Registry(NewDigest);
        Imports(NewDigest);
    }

    [Fact]
    public async Task An_import_leaves_what_it_brought_and_which_pods_there_were()
    {
        IReadOnlyDictionary<string, string> values = await ApplyAsync();

        values["digest"].ShouldBe(NewDigest);
        values["reference"].ShouldBe($"quay.io/shop/api@{NewDigest}");
        values["revision"].ShouldBe("116edc5");
        PodRoster.Parse(values["pods:deployment/api"]).CountGone([]).ShouldBe(1);
        PodRoster.Parse(values["pods:deployment/api"]).CountGone([Pod()]).ShouldBe(0);
        await _world.Cluster.Received(1).ImportImageAsync("api", "stg", "quay.io/shop/api:stg", Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task An_image_that_moved_after_the_plan_is_not_imported()
    {
        Change change = await ChangeAsync();
        Registry(ArchDigest);

        Failure failure = (await Should.ThrowAsync<GuruException>(() => ApplyAsync(change))).Failure;

        failure.Id.ShouldBe("ImageMovedMeanwhile");
        failure.Kind.ShouldBe(FailureKind.Refused);
        await _world.Cluster.DidNotReceiveWithAnyArgs().ImportImageAsync(default!, default!, default!, default);
    }

    [Fact]
    public async Task An_import_of_something_else_than_planned_is_for_a_person_to_judge()
    {
        Imports(ArchDigest);

        Failure failure = (await Should.ThrowAsync<GuruException>(() => ApplyAsync())).Failure;

        failure.Id.ShouldBe("ImageMovedMeanwhile");
        failure.Kind.ShouldBe(FailureKind.UnknownOutcome);
    }

    [Fact]
    public async Task Of_a_manifest_list_the_image_of_one_architecture_may_be_imported()
    {
        Registry(NewDigest, list: true);
        Platforms(ArchDigest, "sha256:arm");
        Imports(ArchDigest);

        (await ApplyAsync())["digest"].ShouldBe(ArchDigest);
    }

    [Fact]
    public async Task An_import_of_no_image_of_the_planned_list_is_for_a_person_to_judge()
    {
        Registry(NewDigest, list: true);
        Platforms("sha256:amd", "sha256:arm");
        Imports(ArchDigest);

        Failure failure = (await Should.ThrowAsync<GuruException>(() => ApplyAsync())).Failure;

        failure.Id.ShouldBe("ImageMovedMeanwhile");
        failure.Kind.ShouldBe(FailureKind.UnknownOutcome);
    }

    [Fact]
    public async Task Of_a_list_whose_content_nobody_tells_every_image_is_taken()
    {
        Registry(NewDigest, list: true);
        Platforms();
        Imports(ArchDigest);

        (await ApplyAsync())["digest"].ShouldBe(ArchDigest);
    }

    [Fact]
    public async Task A_failed_import_says_what_the_registry_said()
    {
        _world.Cluster.ImportImageAsync(default!, default!, default!, default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("ImageImportFailed"));

        (await Should.ThrowAsync<GuruException>(() => ApplyAsync())).Failure.Id.ShouldBe("ImageImportFailed");
    }

    [Theory]
    [InlineData(NewDigest, false, ProbeOutcome.Applied)]
    [InlineData(OldDigest, false, ProbeOutcome.NotApplied)]
    [InlineData(ArchDigest, false, ProbeOutcome.Unknown)]
    [InlineData(ArchDigest, true, ProbeOutcome.NotApplied)]
    [InlineData(null, false, ProbeOutcome.Unknown)]
    public async Task A_probe_looks_at_the_image_stream(string? digest, bool list, ProbeOutcome expected)
    {
        Registry(NewDigest, list);
        Change change = await ChangeAsync();
        _world.Cluster.GetImageStreamAsync("api", Arg.Any<CancellationToken>()).Returns(Stream("api", digest));

        (await _operation.ProbeAsync(change, _world.Context, CancellationToken.None)).ShouldBe(expected);
    }

    [Fact]
    public async Task A_probe_of_an_image_stream_that_is_gone_cannot_tell()
    {
        Change change = await ChangeAsync();
        _world.Cluster.GetImageStreamAsync("api", Arg.Any<CancellationToken>()).Returns((ImageStreamState?)null);

        (await _operation.ProbeAsync(change, _world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.Unknown);
    }

    private void Registry(string digest, bool list = false) =>
        _world.Registry.GetTagAsync("api", "stg", Arg.Any<CancellationToken>()).Returns(new ImageTag("stg", digest, Now, null, list));

    private void Platforms(params string[] digests) =>
        _world.Registry.ListPlatformDigestsAsync("api", NewDigest, Arg.Any<CancellationToken>()).Returns(digests);

    private void Imports(string digest) => _world.Cluster.ImportImageAsync(default!, default!, default!, default)
        .ReturnsForAnyArgs(new ImportedImage(digest, $"quay.io/shop/api@{digest}", "116edc5"));

    private async Task<Change> ChangeAsync() => (await _operation.PlanAsync(new ImportImagesRequest { Environment = "stg", ImageStreams = ["api"] }, _world.Context, CancellationToken.None)).Changes.Single();

    private async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change? change = null) =>
        await _operation.ApplyAsync(change ?? await ChangeAsync(), _world.Context, CancellationToken.None);
}
