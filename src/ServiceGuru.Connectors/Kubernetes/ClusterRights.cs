using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>What the operations do in a namespace, by what it is for. The role in <c>deploy/kubernetes/access</c> is the same.</summary>
/// <param name="Title">What it is for.</param>
/// <param name="Optional">Whether the operations go on without it and say what they could not see.</param>
/// <param name="Rights">The single rights.</param>
internal sealed record ClusterRights(string Title, bool Optional, IReadOnlyList<ClusterRight> Rights)
{
    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<ClusterRights> All { get; } = [Health(), Surroundings(), Images(), Pods(), Exec(), Scale()];

    /// <summary>Gives those that a service needs.</summary>
    public static IReadOnlyList<ClusterRights> Of(ServiceDefinition service) =>
    [
        Health(), Surroundings(),
        .. service.ImageStreams.Count > 0 ? [Images()] : Array.Empty<ClusterRights>(),
        Pods(),
        .. service.Network is not null || service.Queues is not null ? [Exec()] : Array.Empty<ClusterRights>(),
        .. service.Queues is not null ? [Scale()] : Array.Empty<ClusterRights>(),
    ];

    private static ClusterRights Health() => new("see pods and workloads", false,
    [
        new("list", "", "pods"), new("list", "", "events"), new("get", "", "pods/log"), new("list", "apps", "deployments"), new("list", "apps", "statefulsets"),
    ]);

    private static ClusterRights Surroundings() => new("see what stands around them", true,
    [
        new("list", "", "services"), new("list", "", "persistentvolumeclaims"), new("list", "apps", "daemonsets"), new("list", "batch", "jobs"), new("list", "batch", "cronjobs"),
        new("list", "discovery.k8s.io", "endpointslices"), new("list", "autoscaling", "horizontalpodautoscalers"), new("list", "policy", "poddisruptionbudgets"),
        new("list", "route.openshift.io", "routes"), new("list", "build.openshift.io", "builds"), new("list", "apps.openshift.io", "deploymentconfigs"),
    ]);

    private static ClusterRights Images() => new("import and revert images", false,
    [
        new("get", "image.openshift.io", "imagestreams"), new("list", "image.openshift.io", "imagestreams"), new("update", "image.openshift.io", "imagestreams"),
        new("create", "image.openshift.io", "imagestreamimports"),
    ]);

    private static ClusterRights Pods() => new("remove stuck pods", false, [new("delete", "", "pods")]);

    private static ClusterRights Exec() => new("run commands in pods", false, [new("get", "", "pods/exec"), new("create", "", "pods/exec")]);

    private static ClusterRights Scale() => new("scale the workers", false,
    [
        new("get", "apps", "deployments/scale"), new("patch", "apps", "deployments/scale"), new("get", "apps", "statefulsets/scale"), new("patch", "apps", "statefulsets/scale"),
    ]);
}
