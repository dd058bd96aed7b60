using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.World;

/// <summary>Which of a service's parts the faults of deployments hit.</summary>
internal static class DeploymentStreams
{
    /// <summary>The image stream of the workers, else the first one that a deployment imports; null where there is none.</summary>
    public static string? Central(ServiceDefinition service) =>
        Stateful(service)?.ImageStream ?? service.ImageStreams.FirstOrDefault(stream => stream.Import)?.Name;

    /// <summary>The last StatefulSet that an image stream feeds, or null.</summary>
    public static WorkloadDefinition? Stateful(ServiceDefinition service) =>
        service.Workloads.LastOrDefault(workload => workload is { Kind: WorkloadKind.StatefulSet, ImageStream: not null });
}
