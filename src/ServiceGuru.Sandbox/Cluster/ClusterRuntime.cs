using ServiceGuru.Sandbox.Cluster.Controllers;
using ServiceGuru.Sandbox.Cluster.Faults;
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
    private readonly FaultDirector director;

    public ClusterRuntime(ServiceDefinition service, ObjectStore store, SandboxClock clock, IFaultBoard board, IImageCatalog catalog, BackgroundWork work)
    {
        this.service = service;
        this.clock = clock;
        this.catalog = catalog;
        Store = store;
        Work = work;
        faults = new ClusterFaults(board, service);
        director = new FaultDirector(store, clock, faults, board, work);
        Events = new EventRecorder(store, clock);
        Deployments = new DeploymentFaults(board, service);
        Importer = new ImageImporter(store, clock, Work, catalog, faults, Deployments);
        var nodes = new ClusterNodes();
        Node = new NodeServices(store, clock, faults, new ImagePuller(catalog, faults), nodes, new Scheduler(store, nodes), new PodReferences(store)) { Events = Events };
        Kubelet = new Kubelet(store, Work, Node);
    }

    public ObjectStore Store { get; }

    public BackgroundWork Work { get; }

    public EventRecorder Events { get; }

    public ImageImporter Importer { get; }

    public DeploymentFaults Deployments { get; }

    public Kubelet Kubelet { get; }

    private NodeServices Node { get; }

    /// <summary>Seeds the cluster and lets it run.</summary>
    public void Start()
    {
        new ClusterSeeder(Store, clock, catalog, service, Deployments).Seed();
        var steady = new SteadyState(Store, clock, Controllers(null), Node);
        steady.Settle();

        // Whoever starts a world with a fault finds it some time after it came.
        faults.Awake = true;
        director.Begin(clock.Now - ClusterTimings.TroubleAge);
        Importer.FailSince(clock.Now - ClusterTimings.TroubleAge);
        steady.SettleTroubles();
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
        director.Dispose();
        faults.Dispose();
    }

    private IController[] Controllers(EventRecorder? events) =>
    [
        new DeploymentController(Store, clock, events),
        new ReplicaSetController(Store, clock, events),
        new StatefulSetController(Store, clock, events),
        new DaemonSetController(Store, clock, events),
        new JobController(Store, clock, events),
        new CronJobController(Store),
        new EndpointsController(Store),
        new RouteController(Store, clock),
        new VolumeBinder(Store, events),
        new QuotaController(Store),
        new BudgetController(Store, clock),
        new AutoscalerController(Store, clock),
        new NodeLifecycle(Store, clock, events),
    ];
}
