using ServiceGuru.Sandbox.Cluster;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Quay;

/// <summary>
/// With its fault: once somebody has looked at a repository's tags, a colleague puts the oldest of its images back into
/// production, of all images the one that a clean-up is about to remove.
/// </summary>
/// <param name="service">The service.</param>
/// <param name="cluster">Where the images run.</param>
/// <param name="faults">The switches.</param>
internal sealed class RevertingColleague(ServiceDefinition service, SandboxCluster cluster, IFaultBoard faults)
{
    private const string Fault = "image-still-running";

    private readonly Lock gate = new();
    private readonly HashSet<string> done = [];

    /// <summary>Hears that somebody looked at a repository's tags.</summary>
    public void Notice(ImageRepository repository)
    {
        ImageStreamDefinition? stream = service.ImageStreams.FirstOrDefault(stream => stream.Image == repository.Image);
        if (stream is null || !faults.IsActive(Fault))
        {
            return;
        }

        lock (gate)
        {
            if (!done.Add(repository.Name))
            {
                return;
            }
        }

        BuiltImage oldest = repository.History.Last(tag => tag.End is null).Image;
        foreach (EnvironmentDefinition environment in service.Environments.Values.Where(environment => environment.Production))
        {
            cluster.PutToUse(environment.Namespace, stream.Name, environment.ImageTag, new CatalogImage(repository.Image, oldest.Digest, oldest.Revision, oldest.Size));
        }
    }
}
