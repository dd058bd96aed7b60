using System.Collections.Concurrent;
using NSubstitute;
using ServiceGuru.Operations;
using ServiceGuru.Packages;
using ServiceGuru.Services;
using ServiceGuru.Tests.Branches;
using ServiceGuru.Time;

namespace ServiceGuru.Tests.Packages;

public sealed class AwaitPackagesTests : IOperationProgress
{
    private static readonly TimeSpan Timeout = TimeSpan.FromHours(2);

    private readonly ManualTimeProvider clock = new();
    private readonly TestWorld world = new();
    private readonly PackagesInMemory packages;
    private readonly OperationContext context;
    private readonly ConcurrentQueue<string> progress = [];
    private readonly string ogr;

    public AwaitPackagesTests()
    {
        packages = new PackagesInMemory(clock);
        context = world.Context(
            new ServiceDefinition
            {
                Name = "packit",
                Packages = new PackageProjectDefinition { Owner = "packit", Project = "packit-stable", Timeout = Timeout, Poll = TimeSpan.FromSeconds(30) },
                Repositories = [new() { Name = "ogr", Url = "ogr.git", Package = "python-ogr" }, new() { Name = "sandcastle", Url = "sandcastle.git" }],
            },
            clock,
            progress: this);
        world.Connections.Packages.Returns(packages);
        ogr = world.Git.Push("ogr.git", "stable", "One");
        packages.Add("python-ogr");
    }

    void IOperationProgress.Report(string message, double? fraction) => progress.Enqueue(message);

    [Fact]
    public async Task Without_commits_the_heads_of_the_target_branches_are_awaited_and_progress_is_told()
    {
        packages.Build("python-ogr", 7, PackagesInMemory.VersionOf(ogr), begins: TimeSpan.FromMinutes(1), lasts: TimeSpan.FromMinutes(9));

        (PackageReport report, Failure? failure) = await WaitAsync();

        failure.ShouldBeNull();
        BuiltPackage built = report.Packages.ShouldHaveSingleItem();
        (built.Repository, built.Package, built.Commit, built.Build).ShouldBe(("ogr", "python-ogr", ogr, 7));
        report.Revisions.Keys.ShouldBe(["ogr"]);
        progress.ShouldContain(line => line.Contains("python-ogr") && line.Contains("running"));
        Elapsed.ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task What_has_no_package_is_not_waited_for()
    {
        string other = world.Git.Push("sandcastle.git", "stable", "One");

        (PackageReport report, Failure? failure) = await WaitAsync(new AwaitPackagesRequest { Revisions = new Dictionary<string, string> { ["sandcastle"] = other } });

        failure.ShouldBeNull();
        report.Packages.ShouldBeEmpty();
        packages.Looks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Old_tool_waited_for_ever_when_the_build_failed_but_it_fails_at_once_with_a_link()
    {
        packages.Build("python-ogr", 6, PackagesInMemory.VersionOf(new string('a', 40)));
        packages.Build("python-ogr", 7, PackagesInMemory.VersionOf(ogr), ends: "failed", begins: TimeSpan.FromMinutes(1), lasts: TimeSpan.FromMinutes(3));

        (PackageReport report, Failure? failure) = await WaitAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("PackageBuildFailed");
        failure.Evidence.ShouldContain("https://copr.example.org/build/7/");
        report.Packages.ShouldBeEmpty();
        Elapsed.ShouldBe(TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task A_build_that_failed_before_it_had_a_version_counts()
    {
        packages.Build("python-ogr", 7, version: null, ends: "canceled");

        (_, Failure? failure) = await WaitAsync();

        failure.ShouldNotBeNull().Message.ShouldContain("canceled");
    }

    [Fact]
    public async Task A_failed_build_of_another_commit_does_not_count()
    {
        packages.Build("python-ogr", 7, PackagesInMemory.VersionOf(new string('b', 40)), ends: "failed");
        packages.Build("python-ogr", 8, PackagesInMemory.VersionOf(ogr), begins: TimeSpan.FromMinutes(5));

        (_, Failure? failure) = await WaitAsync();

        failure.ShouldBeNull();
    }

    [Fact]
    public async Task Old_tool_crashed_without_any_build_and_never_gave_up_but_the_wait_ends_with_its_timeout()
    {
        (_, Failure? failure) = await WaitAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("PackageBuildTimeout");
        failure.Kind.ShouldBe(FailureKind.Refused);
        failure.Evidence.ShouldContain("there is no build at all");
        failure.NextAction.ShouldNotBeNull().ShouldContain("packages.timeout");
        Elapsed.ShouldBeInRange(Timeout, Timeout + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_server_that_hiccups_does_not_end_the_wait()
    {
        packages.Build("python-ogr", 7, PackagesInMemory.VersionOf(ogr), begins: TimeSpan.FromMinutes(20));
        packages.Problem = () => Elapsed < TimeSpan.FromMinutes(10) ? Unreachable(transient: true) : null;

        (_, Failure? failure) = await WaitAsync();

        failure.ShouldBeNull();
        progress.ShouldContain(line => line.Contains("could not be looked at"));
    }

    [Fact]
    public async Task Who_could_not_look_in_the_end_does_not_say_that_nothing_was_built()
    {
        packages.Problem = () => Unreachable(transient: true);

        (_, Failure? failure) = await WaitAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("PackageBuildTimeout");
        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Message.ShouldContain("Nobody can tell");
        failure.Transient.ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_says_no_ends_the_wait_at_once()
    {
        packages.Problem = () => Unreachable(transient: false);

        (_, Failure? failure) = await WaitAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("PackagesUnreachable");
        Elapsed.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_commit_that_is_cut_short_or_of_nobody_is_refused_before_anything_starts()
    {
        AwaitPackages operation = new();
        Should.Throw<GuruException>(() => operation.Check(new AwaitPackagesRequest { Revisions = new Dictionary<string, string> { ["ogr"] = ogr[..7] } }, context.Service))
            .Failure.Id.ShouldBe("RevisionNotFull");
        Should.Throw<GuruException>(() => operation.Check(new AwaitPackagesRequest { Revisions = new Dictionary<string, string> { ["org"] = ogr } }, context.Service))
            .Failure.Id.ShouldBe("UnknownRepository");
    }

    private TimeSpan Elapsed => clock.GetUtcNow() - new ManualTimeProvider().GetUtcNow();

    private static Failure Unreachable(bool transient) =>
        new() { Id = "PackagesUnreachable", Kind = FailureKind.Unreachable, Message = "503", Transient = transient };

    private async Task<(PackageReport Report, Failure? Failure)> WaitAsync(AwaitPackagesRequest? request = null)
    {
        Conclusion conclusion = await clock.RunAsync(new AwaitPackages().ConcludeAsync(request ?? new AwaitPackagesRequest(), [], context, CancellationToken.None));
        return (conclusion.Output.ShouldBeOfType<PackageReport>(), conclusion.Failure);
    }
}
