using NSubstitute;
using ServiceGuru.Exec;
using ServiceGuru.Health;
using ServiceGuru.Time;
using ServiceGuru.Network;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;
using ServiceGuru.Tests.Branches;

namespace ServiceGuru.Tests;

/// <summary>Two environments with workers in which commands can be run, a tracker and an outside; each pod's answer is a function.</summary>
internal sealed class OnCallWorld : IDisposable
{
    public const string Tracker = "packit/deployment";

    private readonly TestWorld _world = new();
    private readonly List<Change> _applied = [];

    public OnCallWorld()
    {
        Context = _world.Context(Service, new ManualTimeProvider(), Directory.CreateTempSubdirectory("guru-oncall-").FullName);
        _world.Connections.Network.Returns(Outside);
        _world.Connections.Issues.Returns(Issues);
        _world.Connections.Cluster(Arg.Any<EnvironmentDefinition>()).Returns(call => Cluster(call.Arg<EnvironmentDefinition>().Namespace));
        _world.History.AppliedChangesAsync("packit", Arg.Any<IReadOnlyCollection<string>>(), Arg.Any<string>(), Arg.Any<CancellationToken>())
            .Returns(call => Newest(call.Arg<IReadOnlyCollection<string>>(), call.ArgAt<string>(2)));
        Issues.ListOpenAsync(Tracker, Arg.Any<CancellationToken>()).Returns(_ => Open);
        Issues.OpenAsync(Tracker, Arg.Any<string>(), Arg.Any<string>(), Arg.Any<IReadOnlyList<string>>(), Arg.Any<CancellationToken>()).Returns(call =>
        {
            TrackingIssue issue = new() { Number = 700 + Open.Count, Title = call.ArgAt<string>(1), Body = call.ArgAt<string>(2), WebUrl = new Uri($"https://github.com/{Tracker}/issues/{700 + Open.Count}") };
            Open.Add(issue);
            return issue;
        });
        Outside.LookAsync(Arg.Any<string>(), Arg.Any<IReadOnlyList<int>>(), Arg.Any<TimeSpan>(), Arg.Any<CancellationToken>())
            .Returns(call => new HostReach(["203.0.113.7"], [.. call.Arg<IReadOnlyList<int>>().Select(port => OutsideSees(port))]));
    }

    public OperationContext Context { get; }

    public INetworkProbe Outside { get; } = Substitute.For<INetworkProbe>();

    public IIssueTracker Issues { get; } = Substitute.For<IIssueTracker>();

    public List<TrackingIssue> Open { get; } = [];

    public Func<int, PortReach> OutsideSees { get; set; } = port => new PortReach(port, ReachStage.Http, ReachOutcome.Reached, "HTTP/1.1 200 OK", TimeSpan.Zero);

    /// <summary>What a command in a pod ends with, by namespace.</summary>
    public Func<string, PodCommand, PodCommandResult> Run { get; set; } = (_, _) => throw new NotSupportedException("No command was expected.");

    public List<string> Commands { get; } = [];

    public Dictionary<string, int> Replicas { get; } = new() { ["short"] = 2, ["long"] = 2 };

    /// <summary>How many pods there still are, where that differs from the number wanted.</summary>
    public Dictionary<string, int> Lingering { get; } = [];

    public static ServiceDefinition Service { get; } = new()
    {
        Name = "packit",
        CodeHost = new CodeHostDefinition(),
        Clusters = new Dictionary<string, ClusterDefinition> { ["main"] = new() },
        Environments = new Dictionary<string, EnvironmentDefinition>
        {
            ["prod"] = new() { Cluster = "main", Namespace = "ns-prod", Branch = "stable", ImageTag = "prod", Production = true, Replicas = new Dictionary<string, int> { ["short"] = 3 } },
            ["stg"] = new() { Cluster = "main", Namespace = "ns-stg", Branch = "main", ImageTag = "stg" },
        },
        Workloads =
        [
            new() { Name = "short", Kind = WorkloadKind.StatefulSet, Image = "i", Container = "worker" },
            new() { Name = "long", Kind = WorkloadKind.StatefulSet, Image = "i", Container = "worker" },
        ],
        Network = new NetworkDefinition
        {
            From = new NetworkSourceDefinition { Workload = "long", Namespaces = ["{namespace}-sandbox"] },
            Firewall = new FirewallDefinition
            {
                Tracker = Tracker,
                Source = "egress firewall rules OSD",
                Clusters = new Dictionary<string, string> { ["prod"] = "MP+ prod", ["stg"] = "MP+ preprod" },
                Procedure = new Uri("https://packit.dev/deployment/specifics/clusters#firewall"),
            },
        },
        Queues = new QueuesDefinition { App = "app.tasks", Names = ["a", "b"], Inspect = "short", Purge = "long", Stop = ["short"] },
    };

    public void Record(Change change) => _applied.Add(change);

    public void Dispose() => Directory.Delete(Context.WorkingDirectory, recursive: true);

    private ICluster Cluster(string space)
    {
        ICluster cluster = Substitute.For<ICluster>();
        cluster.SnapshotAsync(default).ReturnsForAnyArgs(_ => new ClusterSnapshot
        {
            TakenAt = Context.Time.GetUtcNow(),
            Namespace = space,
            Pods = space.EndsWith("-sandbox", StringComparison.Ordinal) ? [] : [.. Replicas.SelectMany(workload => Enumerable.Range(0, workload.Value).Select(number => Pod(workload.Key, number)))],
        });
        cluster.ExecAsync(null!, default).ReturnsForAnyArgs(call =>
        {
            Commands.Add($"{space} {string.Join(' ', call.Arg<PodCommand>().Command.Select(part => part.Split('\n')[0]))}");
            return Run(space, call.Arg<PodCommand>());
        });
        cluster.GetScaleAsync(default, null!, default).ReturnsForAnyArgs(call =>
            new WorkloadScale(Replicas[call.Arg<string>()], Lingering.GetValueOrDefault(call.Arg<string>(), Replicas[call.Arg<string>()])));
        cluster.SetReplicasAsync(default, null!, default, default).ReturnsForAnyArgs(call =>
        {
            Commands.Add($"{space} scale {call.Arg<string>()} {call.Arg<int>()}");
            Replicas[call.Arg<string>()] = call.Arg<int>();
            return Task.CompletedTask;
        });
        return cluster;
    }

    private static PodState Pod(string workload, int number) => new()
    {
        Name = $"{workload}-{number}",
        Phase = "Running",
        OwnerKind = "StatefulSet",
        OwnerName = workload,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Ready = true,
        Containers = [new ContainerState { Name = "worker", Image = "i", Phase = ContainerPhase.Running }],
    };

    private async IAsyncEnumerable<Change> Newest(IReadOnlyCollection<string> kinds, string target)
    {
        foreach (Change change in _applied.AsEnumerable().Reverse().Where(change => kinds.Contains(change.Kind) && change.Target == target))
        {
            yield return change;
        }

        await Task.CompletedTask;
    }
}
