using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Nodes;
using ServiceGuru.Sandbox.Cluster.Seeding;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Faults;

/// <summary>What is wrong around the workloads: jobs, services, routes, budgets.</summary>
internal static class ObjectFaultRows
{
    /// <summary>Gets the rows.</summary>
    public static IReadOnlyList<ClusterFault> All { get; } =
    [
        new("cronjob-suspended") { World = [new(ResourceKinds.CronJob, ExtraManifests.Importer) { Make = scene => ExtraManifests.CronJob(scene.Since, suspend: true) }] },
        new("job-failing")
        {
            Pods = new() { Component = ExtraManifests.Importer },
            Trouble = new() { Dies = new(1, "Error", CrashText.TokenExpired) },
            World = [new(ResourceKinds.Job, $"{ExtraManifests.Importer}-29391480") { Make = _ => ExtraManifests.Job() }],
        },
        new("service-without-endpoints")
        {
            World = [new(ResourceKinds.Service, "packit-dashboard") { Alter = (item, _) => item.Ensure("spec")["selector"] = new JsonObject { ["component"] = "dashboard" } }],
        },
        new("route-not-admitted") { World = [new(ResourceKinds.Route, "packit-dashboard") { Make = OlderRoute, Namespace = "default" }] },
        new("daemonset-unavailable")
        {
            Pods = new() { Component = ExtraManifests.Collector, Once = true },
            Trouble = new() { Dies = new(1, "Error", CrashText.TokenExpired) },
            World = [new(ResourceKinds.DaemonSet, ExtraManifests.Collector) { Make = _ => ExtraManifests.DaemonSet() }],
        },
        new("autoscaler-without-metrics")
        {
            World = [new(ResourceKinds.HorizontalPodAutoscaler, "packit-dashboard") { Make = _ => ExtraManifests.Autoscaler("packit-dashboard") }],
        },
        new("budget-blocks-eviction")
        {
            World = [new(ResourceKinds.PodDisruptionBudget, "packit-service") { Make = _ => ExtraManifests.Budget("packit-service") }],
        },
    ];

    /// <summary>A Route of another namespace that has the dashboard's host for longer.</summary>
    private static JsonObject OlderRoute(FaultScene scene)
    {
        var route = scene.Store.Find(ResourceKinds.Route, scene.Namespace, "packit-dashboard");
        var made = route?.Content.Copy() ?? new JsonObject { ["spec"] = new JsonObject() };
        made["metadata"] = new JsonObject { ["creationTimestamp"] = scene.Since.AddYears(-2).Stamp() };
        made.Remove("status");
        return made;
    }
}
