using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Tests;

/// <summary>Packit Service, as its public repositories describe it.</summary>
internal static class PackitDefinition
{
    public static ServiceDefinition Service { get; } = new()
    {
        Name = "packit",
        Title = "Packit",
        Repositories =
        [
            Repository("ogr", versionKey: "ogr"),
            Repository("specfile", versionKey: "specfile"),
            Repository("packit", versionKey: "packit"),
            Repository("packit-service-fedmsg", new BuildDefinition { Workflow = "build-and-push.yml", Images = ["packit-service-fedmsg"] }),
            Repository("sandcastle", new BuildDefinition { Workflow = "build-and-push.yml", Images = ["sandcastle"] }),
            Repository("dashboard", new BuildDefinition { Workflow = "build-and-push.yml", Images = ["dashboard"] }),
            Repository(
                "packit-service",
                new BuildDefinition { Workflow = "rebuild-and-push-images.yml", Images = ["packit-service", "packit-worker", "packit-service-tests"], UniqueTag = "stable-{sha7}-" },
                "packit_service"),
        ],
        CodeHost = new CodeHostDefinition(),
        Registry = new RegistryDefinition { Namespace = "packit" },
        Clusters = new Dictionary<string, ClusterDefinition> { ["mpp"] = new() },
        Environments = new Dictionary<string, EnvironmentDefinition>
        {
            ["stg"] = Environment("stg", "main", "stg", production: false) with
            {
                Replicas = new Dictionary<string, int> { ["packit-worker-short-running"] = 1, ["packit-worker-long-running"] = 1 },
            },
            ["prod"] = Environment("prod", "stable", "prod", production: true),
        },
        Workloads =
        [
            Workload("packit-service", "packit-service"),
            Workload("packit-service-beat", "packit-worker"),
            Workload("packit-service-fedmsg", "packit-service-fedmsg"),
            Workload("packit-dashboard", "packit-dashboard"),
            Workload("nginx", "nginx"),
            Workload("pushgateway", "pushgateway"),
            new() { Name = "flower", Image = "quay.io/packit/flower" },
            new() { Name = "postgres-15", Image = "quay.io/sclorg/postgresql-15-c9s" },
            new() { Name = "valkey", Image = "docker.io/valkey/valkey:8" },
            Workload("packit-worker-short-running", "packit-worker") with { Kind = WorkloadKind.StatefulSet, Replicas = 2 },
            Workload("packit-worker-long-running", "packit-worker") with { Kind = WorkloadKind.StatefulSet, Replicas = 2 },
        ],
        ImageStreams =
        [
            Stream("packit-service", "quay.io/packit/packit-service"),
            Stream("packit-worker", "quay.io/packit/packit-worker"),
            Stream("packit-service-fedmsg", "quay.io/packit/packit-service-fedmsg"),
            Stream("packit-dashboard", "quay.io/packit/dashboard"),
            Stream("nginx", "quay.io/nginx/nginx-unprivileged") with { Tag = "latest", Import = false },
            Stream("pushgateway", "ghcr.io/zapier/prom-aggregation-gateway") with { Tag = "v0.7.0", Import = false },
        ],
        Mastodon = new() { Url = new Uri("https://fosstodon.org"), Account = "@packit@fosstodon.org" },
        ErrorTracker = new ErrorTrackerDefinition { Organization = "red-hat-it", Project = "pckt-002-packit-service" },
        Channels =
        [
            new() { Name = "packit-matrix", Kind = ChannelKind.Matrix, Room = "#packit:fedora.im", Url = new Uri("https://fedora.ems.host") },
            new() { Name = "packit-slack", Kind = ChannelKind.Slack, Room = "C0PACKIT01" },
        ],
        Blog = new BlogDefinition { Slug = "packit/packit.dev", Project = "Packit" },
    };

    private static RepositoryDefinition Repository(string name, BuildDefinition? build = null, string? versionKey = null) => new()
    {
        Name = name,
        Url = $"git@github.com:packit/{name}.git",
        Slug = $"packit/{name}",
        Build = build,
        VersionKey = versionKey,
    };

    private static EnvironmentDefinition Environment(string name, string branch, string tag, bool production) => new()
    {
        Cluster = "mpp",
        Namespace = $"packit--{name}",
        Branch = branch,
        ImageTag = tag,
        Api = new Uri($"https://{name}.packit.dev/api"),
        Dashboard = new Uri($"https://dashboard.{name}.packit.dev"),
        Production = production,
    };

    private static WorkloadDefinition Workload(string name, string stream) => new() { Name = name, ImageStream = stream };

    private static ImageStreamDefinition Stream(string name, string image) => new() { Name = name, Image = image };
}
