using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Seeding;

/// <summary>Objects that Packit's deployment does not have today, and that a fault adds.</summary>
internal static class ExtraManifests
{
    /// <summary>The job that imported images into production until 2024 (packit/deployment#654).</summary>
    public const string Importer = "import-images";

    /// <summary>A collector of logs on every node.</summary>
    public const string Collector = "log-collector";

    private const string Image = "quay.io/openshift/origin-cli:latest";

    /// <summary>The importing job by schedule; it ran last a week and a day ago.</summary>
    public static JsonObject CronJob(DateTimeOffset now, bool suspend) => new()
    {
        ["apiVersion"] = "batch/v1",
        ["kind"] = "CronJob",
        ["metadata"] = new JsonObject { ["labels"] = Labels(Importer) },
        ["spec"] = new JsonObject
        {
            ["schedule"] = "0 2 * * 2",
            ["suspend"] = suspend,
            ["jobTemplate"] = new JsonObject { ["spec"] = new JsonObject { ["template"] = Template(Importer, "Never") } },
        },
        ["status"] = new JsonObject
        {
            ["lastScheduleTime"] = now.AddDays(-8).Stamp(),
            ["lastSuccessfulTime"] = now.AddDays(-8).AddMinutes(1).Stamp(),
        },
    };

    /// <summary>The importing job, by hand.</summary>
    public static JsonObject Job() => new()
    {
        ["apiVersion"] = "batch/v1",
        ["kind"] = "Job",
        ["metadata"] = new JsonObject { ["labels"] = Labels(Importer) },
        ["spec"] = new JsonObject { ["backoffLimit"] = 2, ["template"] = Template(Importer, "Never") },
    };

    /// <summary>The collector.</summary>
    public static JsonObject DaemonSet() => new()
    {
        ["apiVersion"] = "apps/v1",
        ["kind"] = "DaemonSet",
        ["metadata"] = new JsonObject { ["labels"] = Labels(Collector) },
        ["spec"] = new JsonObject { ["selector"] = new JsonObject { ["matchLabels"] = Labels(Collector) }, ["template"] = Template(Collector, "Always") },
    };

    /// <summary>An autoscaler of a Deployment.</summary>
    public static JsonObject Autoscaler(string deployment) => new()
    {
        ["apiVersion"] = "autoscaling/v2",
        ["kind"] = "HorizontalPodAutoscaler",
        ["metadata"] = new JsonObject(),
        ["spec"] = new JsonObject
        {
            ["scaleTargetRef"] = new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = "Deployment", ["name"] = deployment },
            ["minReplicas"] = 1,
            ["maxReplicas"] = 3,
            ["metrics"] = new JsonArray(new JsonObject
            {
                ["type"] = "Resource",
                ["resource"] = new JsonObject { ["name"] = "cpu", ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = 80 } },
            }),
        },
    };

    /// <summary>A budget that allows no eviction of a component with one pod.</summary>
    public static JsonObject Budget(string component) => new()
    {
        ["apiVersion"] = "policy/v1",
        ["kind"] = "PodDisruptionBudget",
        ["metadata"] = new JsonObject(),
        ["spec"] = new JsonObject { ["minAvailable"] = 1, ["selector"] = new JsonObject { ["matchLabels"] = Labels(component) } },
    };

    private static JsonObject Labels(string component) => new() { ["component"] = component };

    private static JsonObject Template(string component, string restart) => new()
    {
        ["metadata"] = new JsonObject { ["labels"] = Labels(component) },
        ["spec"] = new JsonObject
        {
            ["containers"] = new JsonArray(new JsonObject
            {
                ["name"] = component,
                ["image"] = Image,
                ["imagePullPolicy"] = "Always",
                ["resources"] = new JsonObject(),
                ["terminationMessagePath"] = "/dev/termination-log",
                ["terminationMessagePolicy"] = "File",
            }),
            ["restartPolicy"] = restart,
            ["terminationGracePeriodSeconds"] = 10,
        },
    };
}
