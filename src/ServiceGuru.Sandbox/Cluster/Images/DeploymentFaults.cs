using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Cluster.Images;

/// <summary>What goes wrong with imports, with the way to the API server, and what went wrong before the world began.</summary>
internal sealed class DeploymentFaults(IFaultBoard board, ServiceDefinition service)
{
    // Often enough that every operation meets it, seldom enough that a second try gets through.
    private const int EveryCall = 5;

    private readonly HashSet<string> production =
        [.. service.Environments.Values.Where(environment => environment.Production).Select(environment => environment.Namespace)];

    private readonly string? central = DeploymentStreams.Central(service);
    private readonly string? stateful = DeploymentStreams.Stateful(service)?.Name;
    private int calls;

    /// <summary>Whether the registry does not let the cluster see an image.</summary>
    public bool DeniesImport(string image) => board.IsActive("import-denied")
        && service.ImageStreams.Any(stream => stream.Name == central && image.StartsWith(stream.Image, StringComparison.Ordinal));

    /// <summary>Whether the user may not import in a namespace.</summary>
    public bool ForbidsImport(string space) => production.Contains(space) && board.IsActive("cluster-forbidden");

    /// <summary>Whether the user may not run commands in pods.</summary>
    public bool ForbidsExec => board.IsActive("exec-forbidden");

    /// <summary>Whether the connection of this request breaks.</summary>
    public bool Drops() => board.IsActive("cluster-flaky") && Interlocked.Increment(ref calls) % EveryCall == 0;

    /// <summary>Whether a stream has missed its newest image when the world begins.</summary>
    public bool IsStale(string space, string stream) => production.Contains(space) && stream == central && board.IsActive("digest-garbage-collected");

    /// <summary>Whether a stream is held at its previous image when the world begins.</summary>
    public bool IsReverted(string space, string stream) => production.Contains(space)
        && service.ImageStreams.Any(definition => definition.Name == stream && definition.Import) && board.IsActive("previous-deployment-reverted");

    /// <summary>Whether a workload's pods hang on an image that never was when the world begins, while its template has been mended.</summary>
    public bool StartsBroken(string space, string workload) => production.Contains(space) && workload == stateful && board.IsActive("rollout-stuck-statefulset");
}
