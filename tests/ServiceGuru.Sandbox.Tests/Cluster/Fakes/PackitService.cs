using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Tests.Cluster.Fakes;

/// <summary>A service of Packit's shape.</summary>
internal static class PackitService
{
    public const string Production = "packit--prod";
    public const string Staging = "packit--stg";
    public const string WorkerImage = "quay.io/packit/packit-worker";

    public static ServiceDefinition Make() => new()
    {
        Name = "packit",
        Environments = new Dictionary<string, EnvironmentDefinition>
        {
            ["stg"] = new()
            {
                Cluster = "mpp",
                Namespace = Staging,
                Branch = "main",
                ImageTag = "stg",
                Replicas = new Dictionary<string, int> { ["packit-worker-short-running"] = 1, ["packit-worker-long-running"] = 1 },
            },
            ["prod"] = new() { Cluster = "mpp", Namespace = Production, Branch = "stable", ImageTag = "prod", Production = true },
        },
        ImageStreams =
        [
            new() { Name = "packit-service", Image = "quay.io/packit/packit-service" },
            new() { Name = "packit-worker", Image = WorkerImage },
            new() { Name = "packit-dashboard", Image = "quay.io/packit/dashboard" },
        ],
        Workloads =
        [
            new() { Name = "packit-service", ImageStream = "packit-service" },
            new() { Name = "packit-service-beat", ImageStream = "packit-worker" },
            new() { Name = "packit-dashboard", ImageStream = "packit-dashboard" },
            new() { Name = "valkey", Image = "quay.io/valkey/valkey:8" },
            new() { Name = "packit-worker-short-running", Kind = WorkloadKind.StatefulSet, Replicas = 2, ImageStream = "packit-worker", Container = "packit-worker" },
            new() { Name = "packit-worker-long-running", Kind = WorkloadKind.StatefulSet, Replicas = 2, ImageStream = "packit-worker", Container = "packit-worker" },
        ],
    };
}
