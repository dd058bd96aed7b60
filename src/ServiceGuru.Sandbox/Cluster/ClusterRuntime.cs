using ServiceGuru.Sandbox.Cluster.Controllers;
using ServiceGuru.Sandbox.Cluster.Images;
using ServiceGuru.Sandbox.Cluster.Nodes;
using ServiceGuru.Sandbox.Cluster.Seeding;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Cluster;

/// <summary>All that moves behind the API: controllers, machines, imports.</summary>
internal sealed class ClusterRuntime : IDisposable
{
    private readonly ServiceDefinition service;
    private readonly SandboxClock clock;
    private readonly IImageCatalog catalog;
    private readonly ClusterFaults faults;

    public ClusterRuntime(ServiceDefinition service, ObjectStore store, SandboxClock clock, IFaultBoard board, IImageCatalog catalog, BackgroundWork work)
    {
        this.service = service;
        this.clock = clock;
        this.catalog = catalog;
        Store = store;
        Work = work;
        faults = new ClusterFaults(board, service);
        Events = new EventRecorder(store, clock);
        Deployments = new DeploymentFaults(board, service);
        Importer = new ImageImporter(store, clock, Work, catalog, faults, Deployments);
        Puller = new ImagePuller(catalog, faults);
        Kubelet = new Kubelet(store, clock, Work, Events, faults, Puller, Nodes);
    }

    public ObjectStore Store { get; }

    public BackgroundWork Work { get; }

    public EventRecorder Events { get; }

    public ImageImporter Importer { get; }

    public DeploymentFaults Deployments { get; }

    public Kubelet Kubelet { get; }

    private ClusterNodes Nodes { get; } = new();

    private ImagePuller Puller { get; }

    /// <summary>Seeds the cluster and lets it run.</summary>
    public void Start()
    {
        new ClusterSeeder(Store, clock, catalog, service, Deployments).Seed();
        new SteadyState(Store, clock, Controllers(null), Puller, faults, Nodes).Settle();
        var controllers = Controllers(Events);
        new ImageTrigger(Store).Start();
        new GarbageCollector(Store, clock, Work).Start();
        new ControllerLoop(Store, clock, Work, controllers).Start();
        Kubelet.Start();
        Importer.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Importer.Dispose();
        faults.Dispose();
    }

    private IController[] Controllers(EventRecorder? events) =>
    [
        new DeploymentController(Store, clock, events),
        new ReplicaSetController(Store, clock, events),
        new StatefulSetController(Store, clock, events),
    ];
}
