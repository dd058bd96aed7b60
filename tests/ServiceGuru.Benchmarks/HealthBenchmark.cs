using BenchmarkDotNet.Attributes;
using ServiceGuru.Exec;
using ServiceGuru.Health;
using ServiceGuru.Health.Surroundings;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Rollouts;
using ServiceGuru.Services;

namespace ServiceGuru.Benchmarks;

/// <summary>The rules over a namespace of 500 pods in 50 workloads, with 500 events.</summary>
[MemoryDiagnoser]
public class HealthBenchmark
{
    private static readonly DateTimeOffset Now = new(2026, 5, 18, 12, 0, 0, TimeSpan.Zero);

    private readonly CheckHealth _operation = new();
    private OperationContext? _context;

    [GlobalSetup]
    public void Setup()
    {
        ServiceDefinition service = new()
        {
            Name = "bench",
            Clusters = new Dictionary<string, ClusterDefinition> { ["c"] = new() },
            Environments = new Dictionary<string, EnvironmentDefinition>
            {
                ["prod"] = new() { Cluster = "c", Namespace = "n", Branch = "stable", ImageTag = "prod" },
            },
            Workloads = [.. Enumerable.Range(0, 50).Select(number => new WorkloadDefinition { Name = $"w{number}", Replicas = 10, Image = "i:1" })],
        };
        _context = BenchContext.Of(service, Path.GetTempPath(), cluster: new FixedCluster(Snapshot()));
    }

    [Benchmark]
    public Task<Conclusion> HealthOf500Pods() => _operation.ConcludeAsync(new HealthCheckRequest { Environment = "prod" }, [], _context!, CancellationToken.None);

    private static ClusterSnapshot Snapshot()
    {
        List<PodState> pods =
        [
            .. Enumerable.Range(0, 500).Select(number => new PodState
            {
                Name = $"w{number % 50}-{number}",
                Phase = "Running",
                Labels = new Dictionary<string, string> { ["component"] = $"w{number % 50}" },
                CreatedAt = Now.AddDays(-1),
                Ready = number % 100 != 0,
                Containers =
                [
                    new ContainerState
                    {
                        Name = "main",
                        Image = "i:1",
                        Phase = number % 100 == 0 ? ContainerPhase.Waiting : ContainerPhase.Running,
                        Reason = number % 100 == 0 ? "CrashLoopBackOff" : null,
                        Restarts = number % 100 == 0 ? 9 : 0,
                        LastExitCode = number % 100 == 0 ? 1 : null,
                        Ready = number % 100 != 0,
                    },
                ],
            }),
        ];
        return new ClusterSnapshot
        {
            TakenAt = Now,
            Namespace = "n",
            Pods = pods,
            Workloads =
            [
                .. Enumerable.Range(0, 50).Select(number => new WorkloadState
                {
                    Kind = WorkloadKind.Deployment,
                    Name = $"w{number}",
                    Desired = 10,
                    Updated = 10,
                    Ready = number == 0 ? 5 : 10,
                    Available = number == 0 ? 5 : 10,
                    Current = 10,
                    Selector = new Dictionary<string, string> { ["component"] = $"w{number}" },
                }),
            ],
            Events = [.. pods.Select(pod => new ClusterEvent("Pod", pod.Name, "Normal", "Started", "Started container", 1, Now))],
        };
    }

    private sealed class FixedCluster(ClusterSnapshot snapshot) : ICluster
    {
        public Task<ClusterSnapshot> SnapshotAsync(CancellationToken cancellationToken) => Task.FromResult(snapshot);

        public Task<ClusterSurroundings> ReadSurroundingsAsync(CancellationToken cancellationToken) => Task.FromResult(snapshot.Surroundings);

        public Task<ImageStreamState?> GetImageStreamAsync(string name, CancellationToken cancellationToken) => Task.FromResult<ImageStreamState?>(null);

        public Task<ImportedImage> ImportImageAsync(string imageStream, string tag, string from, CancellationToken cancellationToken) =>
            throw new NotSupportedException("Nothing is imported here.");

        public Task PointTagAsync(TagPointer pointer, CancellationToken cancellationToken) => throw new NotSupportedException("Nothing is changed here.");

        public Task<bool> DeletePodAsync(string name, string uid, bool force, CancellationToken cancellationToken) => throw new NotSupportedException("Nothing is deleted here.");

        public Task<IReadOnlyList<string>> ReadLogTailAsync(string pod, string container, bool previous, int lines, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>>(["Traceback", "RuntimeError: no"]);

        public Task<PodCommandResult> ExecAsync(PodCommand command, CancellationToken cancellationToken) => throw new NotSupportedException("Nothing is run here.");

        public Task<WorkloadScale> GetScaleAsync(WorkloadKind kind, string name, CancellationToken cancellationToken) => throw new NotSupportedException("Nothing is scaled here.");

        public Task SetReplicasAsync(WorkloadKind kind, string name, int replicas, CancellationToken cancellationToken) => throw new NotSupportedException("Nothing is scaled here.");
    }
}
