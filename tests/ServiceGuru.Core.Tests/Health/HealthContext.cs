using NSubstitute;
using ServiceGuru.Health.Surroundings;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;
using ServiceGuru.Time;

namespace ServiceGuru.Health;

/// <summary>The sample service with stand-ins for all its connections; everything is well until a test says otherwise.</summary>
internal sealed class HealthContext
{
    public HealthContext()
    {
        Connections.Cluster(Arg.Any<EnvironmentDefinition>()).Returns(Cluster);
        Connections.Api(Arg.Any<EnvironmentDefinition>()).Returns(Api);
        Connections.ErrorTracker.Returns(Tracker);
        Connections.Registry.Returns(Registry);
        Connections.Git.Returns(Git);
        Cluster.SnapshotAsync(Arg.Any<CancellationToken>()).Returns(_ => Sample.Healthy());
        Cluster.ReadLogTailAsync(default!, default!, default, default, default).ReturnsForAnyArgs(["first line", "last line"]);
        Cluster.ReadSurroundingsAsync(Arg.Any<CancellationToken>()).Returns(_ => new ClusterSurroundings());
        Tracker.ListRatesAsync(default!, default, default, default).ReturnsForAnyArgs([]);
        Tracker.ListNewIssuesAsync(default!, default, default).ReturnsForAnyArgs([]);
        Api.CheckApiAsync(default).ReturnsForAnyArgs([new EndpointCheck(new Uri("https://stg.example/api/healthz"), true, "200 OK", TimeSpan.FromMilliseconds(12))]);
        Api.CheckDashboardAsync(default).ReturnsForAnyArgs(new EndpointCheck(new Uri("https://stg.example/"), true, "200 OK", TimeSpan.FromMilliseconds(8)));
    }

    public ManualTimeProvider Clock { get; } = new(Sample.Now);

    public IConnections Connections { get; } = Substitute.For<IConnections>();

    public ICluster Cluster { get; } = Substitute.For<ICluster>();

    public IServiceApi Api { get; } = Substitute.For<IServiceApi>();

    public IErrorTracker Tracker { get; } = Substitute.For<IErrorTracker>();

    public IRegistry Registry { get; } = Substitute.For<IRegistry>();

    public IGitRemote Git { get; } = Substitute.For<IGitRemote>();

    public IRunHistory History { get; } = Substitute.For<IRunHistory>();

    public IOperationProgress Progress { get; } = Substitute.For<IOperationProgress>();

    public ServiceDefinition Service { get; set; } = Sample.Service;

    public OperationContext Context => new()
    {
        Service = Service,
        Connections = Connections,
        Time = Clock,
        History = History,
        By = "ann",
        WorkingDirectory = Path.GetTempPath(),
        RunId = "run-1",
        Progress = Progress,
    };

    public static GuruException Unreachable(string id) => new(new Failure
    {
        Id = id,
        Kind = FailureKind.Unreachable,
        Message = $"{id} happened.",
        Target = "system.example",
        NextAction = "Look at the network.",
    });
}
