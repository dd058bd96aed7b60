using ServiceGuru.Images;
using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>A small service and hand-built pieces of what its cluster looks like.</summary>
internal static class Sample
{
    public const string OldDigest = "sha256:0000000000000000000000000000000000000000000000000000000000000000";
    public const string NewDigest = "sha256:1111111111111111111111111111111111111111111111111111111111111111";

    /// <summary>The time of the check.</summary>
    public static readonly DateTimeOffset Now = new(2026, 5, 18, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Two workloads, each fed by an image stream, in the environments <c>stg</c> and <c>prod</c>.</summary>
    public static ServiceDefinition Service { get; } = new()
    {
        Name = "shop",
        Repositories =
        [
            new RepositoryDefinition { Name = "shop", Url = "https://git.example/shop", VersionKey = "shop", Build = new BuildDefinition { Workflow = "build.yml", Images = ["api", "worker"] } },
            new RepositoryDefinition { Name = "library", Url = "https://git.example/library", VersionKey = "library" },
            new RepositoryDefinition { Name = "docs", Url = "https://git.example/docs" },
        ],
        Registry = new RegistryDefinition { Namespace = "shop" },
        Clusters = new Dictionary<string, ClusterDefinition> { ["main"] = new() },
        Environments = new Dictionary<string, EnvironmentDefinition>
        {
            ["stg"] = new()
            {
                Cluster = "main", Namespace = "shop-stg", Branch = "main", ImageTag = "stg",
                Api = new Uri("https://stg.example/api"), Dashboard = new Uri("https://stg.example/"), ErrorTrackerEnvironment = "staging",
            },
            ["prod"] = new()
            {
                Cluster = "main", Namespace = "shop-prod", Branch = "stable", ImageTag = "prod", Production = true,
                Replicas = new Dictionary<string, int> { ["worker"] = 2 },
            },
        },
        Workloads =
        [
            new WorkloadDefinition { Name = "api", ImageStream = "api", Container = "api" },
            new WorkloadDefinition { Name = "worker", Kind = WorkloadKind.StatefulSet, ImageStream = "worker", Container = "worker" },
        ],
        ImageStreams =
        [
            new ImageStreamDefinition { Name = "api", Image = "quay.io/shop/api" },
            new ImageStreamDefinition { Name = "worker", Image = "quay.io/shop/worker" },
            new ImageStreamDefinition { Name = "proxy", Image = "quay.io/nginx/nginx", Tag = "latest", Import = false },
        ],
        ErrorTracker = new ErrorTrackerDefinition { Organization = "example", Project = "shop" },
    };

    public static DateTimeOffset Ago(double minutes) => Now - TimeSpan.FromMinutes(minutes);

    /// <summary>A Ready pod of Deployment <c>api</c>, or of StatefulSet <c>worker</c> where the name says so.</summary>
    public static PodState Pod(string name = "api-7d4b9c6f5-x2x4z", string digest = OldDigest)
    {
        bool worker = name.StartsWith("worker", StringComparison.Ordinal);
        string container = worker ? "worker" : "api";
        return new PodState
        {
            Name = name,
            Phase = "Running",
            OwnerKind = worker ? "StatefulSet" : "ReplicaSet",
            OwnerName = worker ? "worker" : name[..name.LastIndexOf('-')],
            Node = "node-1",
            CreatedAt = Ago(120),
            Ready = true,
            Conditions = [Condition("PodScheduled", "True", 120), Condition("ContainersReady", "True", 119), Condition("Ready", "True", 119)],
            Containers = [Container(container, digest)],
        };
    }

    /// <summary>A container that runs.</summary>
    public static ContainerState Container(string name = "api", string digest = OldDigest) => new()
    {
        Name = name,
        Image = $"quay.io/shop/{name}@{digest}",
        Digest = digest,
        Phase = ContainerPhase.Running,
        Ready = true,
        StartedAt = Ago(119),
    };

    /// <summary>A container that waits.</summary>
    public static ContainerState Waiting(string? reason, string? message = null, int restarts = 0) => Container() with
    {
        Phase = ContainerPhase.Waiting,
        Reason = reason,
        Message = message,
        Ready = false,
        StartedAt = null,
        Restarts = restarts,
    };

    /// <summary>A pod on its node whose containers do not run, for some minutes.</summary>
    public static PodState Starting(double minutes, params ContainerState[] containers) => Pod() with
    {
        Phase = "Pending",
        Ready = false,
        CreatedAt = Ago(minutes),
        Conditions = [Condition("PodScheduled", "True", minutes), Condition("Ready", "False", minutes)],
        Containers = containers,
    };

    /// <summary>A pod that runs and has not been Ready for some minutes.</summary>
    public static PodState Unready(double minutes, params ContainerState[] containers) => Pod() with
    {
        Ready = false,
        Conditions = [Condition("PodScheduled", "True", 120), Condition("ContainersReady", "False", minutes), Condition("Ready", "False", minutes)],
        Containers = containers.Length > 0 ? containers : [Container() with { Ready = false }],
    };

    public static ConditionState Condition(string type, string status, double minutes, string? reason = null, string? message = null) =>
        new(type, status, reason, message, Ago(minutes));

    public static ClusterEvent Event(string reason, string message, double minutes, string pod = "api-7d4b9c6f5-x2x4z", double last = 0) =>
        new("Pod", pod, "Warning", reason, message, 3, Ago(last), Ago(minutes));

    /// <summary>The workload that its pods make.</summary>
    public static WorkloadState Workload(string name, params PodState[] pods) => new()
    {
        Kind = name == "worker" ? WorkloadKind.StatefulSet : WorkloadKind.Deployment,
        Name = name,
        Desired = 1,
        Updated = 1,
        Ready = pods.Count(pod => pod.Ready),
        Available = pods.Count(pod => pod.Ready),
        Current = 1,
        Generation = 4,
        ObservedGeneration = 4,
        Images = new Dictionary<string, string> { [name] = $"quay.io/shop/{name}@{OldDigest}" },
        Selector = new Dictionary<string, string> { ["component"] = name },
    };

    public static ImageStreamState Stream(string name, string? digest = OldDigest, string tag = "stg", string? failure = null, double minutes = 120) => new(
        name,
        [new ImageStreamTagState { Tag = tag, From = $"quay.io/shop/{name}:{tag}", Digest = digest, ImportedAt = Ago(minutes), ImportFailure = failure, ImportFailedAt = failure is null ? null : Ago(minutes) }]);

    /// <summary>All of staging as it should be.</summary>
    public static ClusterSnapshot Healthy()
    {
        PodState api = Pod();
        PodState worker = Pod("worker-0");
        return new ClusterSnapshot
        {
            TakenAt = Now,
            Namespace = "shop-stg",
            Pods = [api, worker],
            Workloads = [Workload("api", api), Workload("worker", worker)],
            ImageStreams = [Stream("api"), Stream("worker"), Stream("proxy")],
        };
    }

    /// <summary>Staging with another pod in the place of Deployment <c>api</c>'s one.</summary>
    public static ClusterSnapshot With(PodState pod, params ClusterEvent[] events)
    {
        ClusterSnapshot healthy = Healthy();
        return healthy with
        {
            Pods = [pod, healthy.Pods[1]],
            Workloads = [Workload("api", pod), healthy.Workloads[1]],
            Events = events,
        };
    }

    /// <summary>Staging with another state of Deployment <c>api</c>.</summary>
    public static ClusterSnapshot With(Func<WorkloadState, WorkloadState> change, params ClusterEvent[] events)
    {
        ClusterSnapshot healthy = Healthy();
        return healthy with { Workloads = [change(healthy.Workloads[0]), healthy.Workloads[1]], Events = events };
    }

    /// <summary>What the rules make of Deployment <c>api</c>.</summary>
    public static WorkloadHealth Api(ClusterSnapshot snapshot) => HealthClassifier.Classify(snapshot, Service, "stg", Now).Workloads[0];

    /// <summary>Findings in short: reason, severity and verdict.</summary>
    public static string Short(IEnumerable<HealthFinding> findings) =>
        string.Join(", ", findings.Select(finding => $"{finding.Reason} {finding.Severity} {finding.Verdict}"));
}
