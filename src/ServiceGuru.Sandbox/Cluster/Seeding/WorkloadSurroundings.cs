using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Cluster.Seeding;

/// <summary>
/// What stands around a workload, after the templates of packit/deployment (openshift/*.yml.j2): what it refers to,
/// and how it is reached. Workloads that the templates don't know have nothing around them.
/// </summary>
internal sealed record WorkloadSurroundings
{
    private static readonly string[] Database = ["postgres-secret", "sentry"];
    private static readonly string[] WorkerFiles = ["packit-ssh", "packit-secrets", "packit-config", "github-app-private-key", "centpkg-sig"];

    private static readonly Dictionary<string, WorkloadSurroundings> Known = new(StringComparer.Ordinal)
    {
        ["packit-service"] = new()
        {
            Secrets = ["packit-secrets", "packit-config", "github-app-private-key", "centpkg-sig"],
            EnvironmentSecrets = Database,
            Service = new("packit-service", "prod-packit", 443, 8443),
            Host = environment => environment.Api?.Host,
        },
        ["packit-dashboard"] = new()
        {
            Secrets = ["packit-secrets"],
            EnvironmentSecrets = ["sentry"],
            Service = new("packit-dashboard", "packit-dashboard-https", 443, 8443),
            Host = environment => environment.Dashboard?.Host,
        },
        ["nginx"] = new()
        {
            Secrets = ["packit-secrets", "flower-htpasswd"],
            ConfigMaps = ["nginx-config"],
            Service = new("nginx", "nginx-https", 443, 8443),
            Host = environment => environment.Dashboard?.Host.Replace("dashboard.", "workers.", StringComparison.Ordinal),
        },
        ["flower"] = new() { Service = new("flower", "5555", 5555, 5555) },
        ["pushgateway"] = new() { Service = new("pushgateway", "prometheus-push", 80, 9091) },
        ["valkey"] = new() { ConfigMaps = ["redis-like-config"], Claim = "valkey-pvc", Size = _ => "4Gi", Service = new("valkey", "6379", 6379, 6379) },
        ["packit-worker"] = new() { Secrets = WorkerFiles, ConfigMaps = ["osh-config"], EnvironmentSecrets = [.. Database, "aws"] },
        ["packit-service-beat"] = new() { Secrets = ["packit-secrets", "packit-config"], EnvironmentSecrets = Database },
        ["packit-service-fedmsg"] = new() { Secrets = ["packit-secrets", "packit-config"], EnvironmentSecrets = ["sentry"] },
    };

    /// <summary>Secrets that it mounts.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>ConfigMaps that it mounts.</summary>
    public IReadOnlyList<string> ConfigMaps { get; init; } = [];

    /// <summary>Secrets that its environment is made of.</summary>
    public IReadOnlyList<string> EnvironmentSecrets { get; init; } = [];

    /// <summary>The volume claim that it mounts, or null.</summary>
    public string? Claim { get; init; }

    /// <summary>The claim's size in an environment.</summary>
    public Func<EnvironmentDefinition, string> Size { get; init; } = _ => "1Gi";

    /// <summary>The Service in front of it, or null.</summary>
    public ServicePort? Service { get; init; }

    /// <summary>The host by which the world reaches it; null where it has no Route.</summary>
    public Func<EnvironmentDefinition, string?>? Host { get; init; }

    /// <summary>What stands around a workload, by its name.</summary>
    public static WorkloadSurroundings Of(string workload) => workload switch
    {
        var name when Known.TryGetValue(name, out var known) => known,
        var name when name.StartsWith("packit-worker", StringComparison.Ordinal) => Known["packit-worker"],
        var name when name.StartsWith("postgres", StringComparison.Ordinal) => new()
        {
            ConfigMaps = ["postgres-config"],
            EnvironmentSecrets = ["postgres-secret"],
            Claim = name,
            Size = environment => environment.Production ? "8Gi" : "2Gi",
            Service = new("postgres", "postgres-port", 5432, 5432),
        },
        _ => new(),
    };
}
