using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ServiceGuru.Operations;

namespace ServiceGuru.Health;

public sealed class ReadDeployedVersionsTests
{
    private const string Head = "116edc5a7f0c1d2e3f405162738495a6b7c8d9e0";

    private readonly HealthContext _world = new();
    private readonly ReadDeployedVersions _operation = new();

    public ReadDeployedVersionsTests()
    {
        Reported(new DeployedComponent("shop", "116edc5", "1.2.0.post3+g116edc5"), new DeployedComponent("library", "aaaaaaa", "0.9.0.post1+gaaaaaaa"));
        Heads("shop", Head);
        Heads("library", Head);
    }

    [Fact]
    public async Task Deployed_commits_are_compared_with_the_heads_of_the_environments_branch()
    {
        DeployedVersions versions = await ReadAsync();

        versions.Environment.ShouldBe("stg");
        versions.Components.Select(version => (version.Repository, version.Commit, version.Current)).ShouldBe([("shop", "116edc5", true), ("library", "aaaaaaa", false)]);
        versions.Components.ShouldAllBe(version => version.Head == Head && version.Problem == null);
        await _world.Git.DidNotReceive().ListRefsAsync("https://git.example/docs", Arg.Any<IReadOnlyCollection<string>>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_plain_release_names_no_commit_so_nobody_can_tell()
    {
        Reported(new DeployedComponent("shop", null, "1.2.0"), new DeployedComponent("library", "116edc5", "0.9.0"));

        DeployedVersion version = (await ReadAsync()).Components[0];

        version.Current.ShouldBeNull();
        version.Version.ShouldBe("1.2.0");
        version.Problem.ShouldBe("Version 1.2.0 names no commit.");
    }

    [Fact]
    public async Task Of_a_key_that_is_reported_twice_the_last_one_counts()
    {
        Reported(new DeployedComponent("shop", "0000000", "1.1.0"), new DeployedComponent("shop", "116edc5", "1.2.0"));

        (await ReadAsync()).Components[0].Version.ShouldBe("1.2.0");
    }

    [Fact]
    public async Task A_key_that_the_api_does_not_report_is_told()
    {
        Reported(new DeployedComponent("shop", "116edc5", "1.2.0"));

        DeployedVersion version = (await ReadAsync()).Components[1];

        version.Current.ShouldBeNull();
        version.Version.ShouldBeNull();
        version.Problem.ShouldBe("The API does not report library.");
    }

    [Fact]
    public async Task A_remote_that_cannot_be_read_leaves_the_others_answered()
    {
        _world.Git.ListRefsAsync("https://git.example/library", Arg.Any<IReadOnlyCollection<string>>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(HealthContext.Unreachable("GitRemoteUnreachable"));

        IReadOnlyList<DeployedVersion> components = (await ReadAsync()).Components;

        components.Select(version => version.Current).ShouldBe([true, null]);
        components[1].Problem.ShouldBe("GitRemoteUnreachable: GitRemoteUnreachable happened.");
    }

    [Fact]
    public async Task A_branch_that_does_not_exist_is_told()
    {
        _world.Git.ListRefsAsync("https://git.example/library", Arg.Any<IReadOnlyCollection<string>>(), Arg.Any<CancellationToken>()).Returns(new Dictionary<string, string>());

        (await ReadAsync()).Components[1].Problem.ShouldBe("library has no branch main.");
    }

    [Fact]
    public async Task An_api_out_of_reach_is_a_failure() =>
        await Should.ThrowAsync<GuruException>(async () =>
        {
            _world.Api.GetVersionsAsync(default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("ServiceApiUnreachable"));
            await ReadAsync();
        });

    [Fact]
    public async Task An_environment_without_an_api_is_refused_before_anything_is_read()
    {
        var request = new DeployedVersionsRequest { Environment = "prod" };

        (await Should.ThrowAsync<GuruException>(() => _operation.PlanAsync(request, _world.Context, CancellationToken.None))).Failure.Id.ShouldBe("ServiceApiMissing");
    }

    private void Reported(params DeployedComponent[] components) => _world.Api.GetVersionsAsync(Arg.Any<CancellationToken>()).Returns(components);

    private void Heads(string repository, string head) => _world.Git
        .ListRefsAsync($"https://git.example/{repository}", Arg.Is<IReadOnlyCollection<string>>(refs => refs.Single() == "refs/heads/main"), Arg.Any<CancellationToken>())
        .Returns(new Dictionary<string, string> { ["refs/heads/main"] = head });

    private async Task<DeployedVersions> ReadAsync()
    {
        Conclusion conclusion = await _operation.ConcludeAsync(new DeployedVersionsRequest { Environment = "stg" }, [], _world.Context, CancellationToken.None);
        conclusion.Failure.ShouldBeNull();
        return conclusion.Output.ShouldBeOfType<DeployedVersions>();
    }
}
