using ServiceGuru.Sandbox.Cluster;
using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.Quay;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Product;

/// <summary>What runs in the cluster, seen from the service itself: it knows only the image that its Ready pods run.</summary>
/// <param name="service">The service.</param>
/// <param name="repositories">Its repositories.</param>
/// <param name="catalog">The registry.</param>
/// <param name="cluster">The cluster.</param>
/// <param name="faults">The switches.</param>
internal sealed class RunningService(
    ServiceDefinition service, IReadOnlyList<SandboxRepository> repositories, ImageCatalog catalog, IRunningImages cluster, IFaultBoard faults)
{
    private const string BehindFault = "staging-behind";

    /// <summary>How many merges staging lacks under the fault.</summary>
    private const int Lacking = 3;

    /// <summary>The image that answers the API's requests, or null while no pod of it is Ready.</summary>
    public BuiltImage? Api(EnvironmentDefinition environment) =>
        repositories.Where(repository => repository.Definition is { Build: not null, VersionKey: not null })
            .Select(repository => Running(environment, repository))
            .FirstOrDefault(built => built is not null);

    /// <summary>Since when the pod is there that answers, or null while none is Ready.</summary>
    public DateTimeOffset? ApiSince(EnvironmentDefinition environment) =>
        repositories.Where(repository => repository.Definition is { Build: not null, VersionKey: not null })
            .Select(Workload)
            .Select(workload => workload is null ? null : cluster.RunningSince(environment.Namespace, workload.Name))
            .FirstOrDefault(since => since is not null);

    /// <summary>The image that shows the dashboard, or null while no pod of it is Ready.</summary>
    public BuiltImage? Dashboard(EnvironmentDefinition environment) =>
        repositories.FirstOrDefault(repository => repository.Definition.Build is not null && repository.Name.Contains("dashboard", StringComparison.Ordinal)) is { } dashboard
            ? Running(environment, dashboard)
            : Api(environment);

    /// <summary>What the API reports in <c>/system</c>.</summary>
    public IReadOnlyList<DeployedComponent> Components(EnvironmentDefinition environment, BuiltImage api)
    {
        var components = new List<DeployedComponent>();
        foreach (SandboxRepository repository in repositories.Where(repository => repository.Definition.VersionKey is not null))
        {
            string key = repository.Definition.VersionKey!;
            if (repository.Definition.Build is null)
            {
                components.AddRange(api.Components.Where(component => component.VersionKey == key).Select(component => Deployed(key, component.Commit, component.Version)));
            }
            else if (Running(environment, repository) is { } built)
            {
                string revision = !environment.Production && faults.IsActive(BehindFault) ? Older(repository, built.Revision) : built.Revision;
                components.Add(Deployed(key, revision, repository.Version(revision)));
            }
        }

        return components;
    }

    private static string Older(SandboxRepository repository, string revision) =>
        repository.Commits.FirstParents(revision).Skip(Lacking).FirstOrDefault()?.Sha ?? revision;

    // As the service does it: the commit is what follows "+g" in the version.
    private static DeployedComponent Deployed(string key, string commit, string version) =>
        new(key, version.Contains("+g", StringComparison.Ordinal) ? commit[..7] : null, version);

    private BuiltImage? Running(EnvironmentDefinition environment, SandboxRepository repository) =>
        Workload(repository) is { } workload && cluster.RunningDigest(environment.Namespace, workload.Name) is { } digest ? catalog.FindDigest(digest) : null;

    private WorkloadDefinition? Workload(SandboxRepository repository)
    {
        HashSet<string> images = [.. repository.Definition.Build!.Images.Select(name => catalog.Find(name)!.Image)];
        HashSet<string> streams = [.. service.ImageStreams.Where(stream => images.Contains(stream.Image)).Select(stream => stream.Name)];
        return service.Workloads.FirstOrDefault(workload => workload.ImageStream is not null && streams.Contains(workload.ImageStream));
    }
}
