namespace ServiceGuru.Sandbox.Cluster.Storage;

/// <summary>The kinds that the simulated API serves.</summary>
internal static class ResourceKinds
{
    private const string ImageGroup = "image.openshift.io";

    public static ResourceKind Namespace { get; } = new("", "v1", "Namespace", "namespaces") { ShortNames = ["ns"], Namespaced = false, Subresources = ["status"] };

    public static ResourceKind Node { get; } = new("", "v1", "Node", "nodes") { ShortNames = ["no"], Namespaced = false, Subresources = ["status"] };

    public static ResourceKind Pod { get; } = new("", "v1", "Pod", "pods") { ShortNames = ["po"], InAll = true, Subresources = ["status", "log", "exec"] };

    public static ResourceKind Event { get; } = new("", "v1", "Event", "events") { ShortNames = ["ev"] };

    public static ResourceKind Service { get; } = new("", "v1", "Service", "services") { ShortNames = ["svc"], InAll = true, Subresources = ["status"] };

    public static ResourceKind Endpoints { get; } = new("", "v1", "Endpoints", "endpoints") { ShortNames = ["ep"] };

    public static ResourceKind ConfigMap { get; } = new("", "v1", "ConfigMap", "configmaps") { ShortNames = ["cm"] };

    public static ResourceKind Secret { get; } = new("", "v1", "Secret", "secrets");

    public static ResourceKind PersistentVolumeClaim { get; } = new("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims")
    {
        ShortNames = ["pvc"], Subresources = ["status"],
    };

    public static ResourceKind ResourceQuota { get; } = new("", "v1", "ResourceQuota", "resourcequotas") { ShortNames = ["quota"], Subresources = ["status"] };

    public static ResourceKind Deployment { get; } = new("apps", "v1", "Deployment", "deployments")
    {
        ShortNames = ["deploy"], InAll = true, CountsGenerations = true, Subresources = ["status", "scale"],
    };

    public static ResourceKind ReplicaSet { get; } = new("apps", "v1", "ReplicaSet", "replicasets")
    {
        ShortNames = ["rs"], InAll = true, CountsGenerations = true, Subresources = ["status", "scale"],
    };

    public static ResourceKind StatefulSet { get; } = new("apps", "v1", "StatefulSet", "statefulsets")
    {
        ShortNames = ["sts"], InAll = true, CountsGenerations = true, Subresources = ["status", "scale"],
    };

    public static ResourceKind DaemonSet { get; } = new("apps", "v1", "DaemonSet", "daemonsets")
    {
        ShortNames = ["ds"], InAll = true, CountsGenerations = true, Subresources = ["status"],
    };

    public static ResourceKind ControllerRevision { get; } = new("apps", "v1", "ControllerRevision", "controllerrevisions");

    public static ResourceKind Job { get; } = new("batch", "v1", "Job", "jobs") { InAll = true, CountsGenerations = true, Subresources = ["status"] };

    public static ResourceKind CronJob { get; } = new("batch", "v1", "CronJob", "cronjobs")
    {
        ShortNames = ["cj"], InAll = true, CountsGenerations = true, Subresources = ["status"],
    };

    public static ResourceKind EndpointSlice { get; } = new("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices") { CountsGenerations = true };

    public static ResourceKind HorizontalPodAutoscaler { get; } = new("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers")
    {
        ShortNames = ["hpa"], InAll = true, Subresources = ["status"],
    };

    public static ResourceKind PodDisruptionBudget { get; } = new("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets")
    {
        ShortNames = ["pdb"], CountsGenerations = true, Subresources = ["status"],
    };

    public static ResourceKind Route { get; } = new("route.openshift.io", "v1", "Route", "routes") { InAll = true, Subresources = ["status"] };

    public static ResourceKind ImageStream { get; } = new(ImageGroup, "v1", "ImageStream", "imagestreams")
    {
        ShortNames = ["is"], InAll = true, CountsGenerations = true, Subresources = ["status"],
    };

    /// <summary>A view of one tag of an image stream; nothing of its own is stored.</summary>
    public static ResourceKind ImageStreamTag { get; } = new(ImageGroup, "v1", "ImageStreamTag", "imagestreamtags")
    {
        ShortNames = ["istag"], Verbs = ["create", "delete", "get", "list", "update"],
    };

    /// <summary>A request to import; nothing is stored.</summary>
    public static ResourceKind ImageStreamImport { get; } = new(ImageGroup, "v1", "ImageStreamImport", "imagestreamimports") { Verbs = ["create"] };

    /// <summary>The core events in their newer shape; a view as well.</summary>
    public static ResourceKind NewEvent { get; } = new("events.k8s.io", "v1", "Event", "events") { ShortNames = ["ev"], Verbs = ["get", "list", "watch"] };

    /// <summary>Every kind, in the order of discovery.</summary>
    public static IReadOnlyList<ResourceKind> All { get; } =
    [
        Namespace, Node, Pod, Event, Service, Endpoints, ConfigMap, Secret,
        new("", "v1", "ServiceAccount", "serviceaccounts") { ShortNames = ["sa"] },
        PersistentVolumeClaim, ResourceQuota,
        new("", "v1", "LimitRange", "limitranges") { ShortNames = ["limits"] },
        Deployment, ReplicaSet, StatefulSet, DaemonSet, ControllerRevision,
        Job, CronJob, HorizontalPodAutoscaler, PodDisruptionBudget, EndpointSlice, Route,
        new("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies") { ShortNames = ["netpol"] },
        new("rbac.authorization.k8s.io", "v1", "Role", "roles"),
        new("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings"),
        NewEvent,
        ImageStream, ImageStreamTag, ImageStreamImport,
    ];

    /// <summary>Finds the kind that a path names, or null.</summary>
    public static ResourceKind? Find(string group, string version, string plural) =>
        All.FirstOrDefault(kind => kind.Group == group && kind.Version == version && kind.Plural == plural);
}
