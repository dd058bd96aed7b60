using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Quay;

/// <summary>
/// The registry's garbage collection, which takes away images that no tag holds; the team's tags with a commit in them
/// are there against it (https://github.com/packit/packit-service/issues/1201), and with these faults they are lost.
/// </summary>
internal sealed class RegistryCollection
{
    private static readonly string[] Faults = ["digest-garbage-collected", "previous-image-gone"];

    private readonly IFaultBoard board;
    private readonly ImageRepository? repository;
    private readonly HashSet<string> holders;

    /// <summary>Makes it; <see cref="Run"/> begins it.</summary>
    public RegistryCollection(ServiceDefinition service, ImageCatalog catalog, IFaultBoard board)
    {
        this.board = board;
        string? image = service.ImageStreams.FirstOrDefault(stream => stream.Name == DeploymentStreams.Central(service))?.Image;
        repository = service.Repositories.SelectMany(source => source.Build?.Images ?? []).Select(catalog.Find).FirstOrDefault(found => found?.Image == image);
        holders = [.. service.Environments.Values.Select(environment => environment.ImageTag), "latest"];
    }

    /// <summary>Collects if one of its faults is active, else brings everything back.</summary>
    public void Run() => repository?.Collect(Faults.Any(board.IsActive) ? holders : null);

    /// <summary>Whether a fault concerns it.</summary>
    public static bool Concerns(string fault) => Faults.Contains(fault);
}
