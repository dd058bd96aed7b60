using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Cluster.Api;
using ServiceGuru.Sandbox.Cluster.Exec;
using ServiceGuru.Sandbox.Cluster.Images;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Nodes;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.Network;
using ServiceGuru.Sandbox.Queues;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Cluster;

/// <summary>
/// A simulated Kubernetes/OpenShift cluster in memory: the API of Kubernetes
/// (https://kubernetes.io/docs/reference/kubernetes-api/) and of OpenShift's image streams
/// (https://github.com/openshift/api/tree/master/image/v1), with controllers and nodes behind it.
/// </summary>
internal sealed class SandboxCluster : IRunningImages, IDisposable
{
    private readonly ServiceDefinition service;
    private readonly SandboxClock clock;
    private readonly string token;
    private readonly ClusterRuntime runtime;
    private readonly ClusterApi api;
    private readonly RunningImages running;
    private string prefix = "";

    /// <summary>Makes a cluster; nothing runs before <see cref="StartAsync"/>.</summary>
    /// <param name="service">Its environments, workloads and image streams come to life.</param>
    /// <param name="clock">How fast time runs.</param>
    /// <param name="effects">Hears of every client's write.</param>
    /// <param name="faults">What goes wrong.</param>
    /// <param name="images">The registry from which nodes pull and streams import.</param>
    /// <param name="token">The bearer token that clients must send.</param>
    /// <param name="work">Runs the controllers and the pods; the caller ends it before this cluster.</param>
    public SandboxCluster(
        ServiceDefinition service, SandboxClock clock, IEffectLog effects, IFaultBoard faults, IImageCatalog images, string token, BackgroundWork work)
    {
        this.service = service;
        this.clock = clock;
        this.token = token;
        var store = new ObjectStore(clock);
        runtime = new ClusterRuntime(service, store, clock, faults, images, work);
        running = new RunningImages(store);
        var queues = new TaskQueues(service, store, clock, faults);
        var internet = new Internet(service, faults);
        var programs = new PodPrograms(service,
        [
            new PythonProgram(internet, queues),
            new CurlProgram(internet),
            new CeleryProgram(queues, effects),
            .. SmallProgram.All(call => images.Resolve(call.Image)?.Revision),
        ]);
        api = new ClusterApi(runtime, clock, images, effects, new TokenCheck(token), reader => new ExecEndpoint(reader, programs, clock, faults));
    }

    /// <summary>Mounts the API below a path such as <c>/cluster</c>.</summary>
    public void Map(IEndpointRouteBuilder routes, string prefix)
    {
        this.prefix = prefix.TrimEnd('/');
        routes.Map($"{this.prefix}/{{**path}}", (HttpContext context, string? path) => api.Answer(context, path ?? ""));
    }

    /// <summary>Brings every environment to its steady state and starts the controllers.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        runtime.Start();
        return Task.CompletedTask;
    }

    /// <summary>The client configuration for the cluster.</summary>
    /// <param name="baseAddress">The web server's address, without the prefix.</param>
    /// <returns>A kubeconfig with one context for each environment; production's is the current one.</returns>
    public string Kubeconfig(Uri baseAddress) => Api.Kubeconfig.Write(service, new Uri(baseAddress, $"{prefix}/"), token);

    /// <summary>Applies the part of a workload's template that deployments of the infrastructure change: its memory limit.</summary>
    /// <returns>Whether that changed anything; then the controllers replace the pods.</returns>
    public bool Apply(EnvironmentDefinition environment, WorkloadDefinition workload, string memory)
    {
        var kind = workload.Kind == WorkloadKind.StatefulSet ? Storage.ResourceKinds.StatefulSet : Storage.ResourceKinds.Deployment;
        var before = runtime.Store.Find(kind, environment.Namespace, workload.Name)?.Version;
        var after = runtime.Store.Update(kind, environment.Namespace, workload.Name, content =>
        {
            foreach (var container in content.Items("spec", "template", "spec", "containers"))
            {
                container.Ensure("resources", "limits")["memory"] = memory;
            }
        });
        return after is not null && after.Version != before;
    }

    /// <inheritdoc/>
    public string? RunningDigest(string @namespace, string workload) => running.RunningDigest(@namespace, workload);

    /// <summary>Points an image stream's tag at another image, as somebody with <c>oc tag</c> does; what it feeds is rolled out.</summary>
    public void PutToUse(string @namespace, string imageStream, string tag, CatalogImage image) => runtime.Store.Update(
        ResourceKinds.ImageStream, @namespace, imageStream, content => content.Note(new(tag, $"{image.Image}@{image.Digest}", image), null, clock.Now));

    /// <inheritdoc/>
    public DateTimeOffset? RunningSince(string @namespace, string workload) => running.RunningSince(@namespace, workload);

    /// <inheritdoc/>
    public void Dispose() => runtime.Dispose();
}
