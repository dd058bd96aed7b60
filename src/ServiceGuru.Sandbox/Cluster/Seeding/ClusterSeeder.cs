using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Images;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Nodes;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Cluster.Seeding;

/// <summary>Makes the cluster as it stands on a quiet day: everything was rolled out a while ago and runs.</summary>
internal sealed class ClusterSeeder(ObjectStore store, SandboxClock clock, IImageCatalog catalog, ServiceDefinition service)
{
    private static readonly TimeSpan ClusterAge = TimeSpan.FromDays(412);
    private static readonly TimeSpan RolloutAge = TimeSpan.FromDays(6.9);

    /// <summary>Makes machines, namespaces, image streams and workloads (without pods, which the controllers make).</summary>
    public void Seed()
    {
        foreach (var node in ClusterNodes.Names)
        {
            store.Create(ResourceKinds.Node, ClusterNodes.Make(node, clock.Now - ClusterAge));
        }

        var environments = service.Environments.Values.DistinctBy(environment => environment.Namespace).ToList();
        foreach (var space in environments.Select(environment => environment.Namespace).Prepend("default").Distinct())
        {
            store.Create(ResourceKinds.Namespace, Namespace(space));
        }

        foreach (var environment in environments)
        {
            foreach (var stream in service.ImageStreams)
            {
                store.Create(ResourceKinds.ImageStream, Stream(environment, stream));
            }

            new SurroundingManifests(store, service, environment, clock.Now - ClusterAge).Create();
            foreach (var workload in service.Workloads)
            {
                var kind = workload.Kind == WorkloadKind.StatefulSet ? ResourceKinds.StatefulSet : ResourceKinds.Deployment;
                var manifest = new WorkloadManifest(workload, environment, Image(environment, workload)).Make();
                manifest.Ensure("metadata")["creationTimestamp"] = (clock.Now - ClusterAge).Stamp();
                store.Create(kind, manifest);
            }
        }
    }

    private JsonObject Namespace(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Namespace",
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject { ["kubernetes.io/metadata.name"] = name },
            ["creationTimestamp"] = (clock.Now - ClusterAge).Stamp(),
        },
        ["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") },
        ["status"] = new JsonObject { ["phase"] = "Active" },
    };

    private JsonObject Stream(EnvironmentDefinition environment, ImageStreamDefinition definition)
    {
        var content = ImageStreamContent.Make(environment.Namespace, definition.Name);
        content.Ensure("metadata")["generation"] = 1;
        content.Ensure("metadata")["creationTimestamp"] = (clock.Now - ClusterAge).Stamp();
        var from = $"{definition.Image}:{definition.Tag ?? environment.ImageTag}";
        content.Note(new(environment.ImageTag, from, catalog.Resolve(from)), new JsonObject { ["scheduled"] = true }, clock.Now - RolloutAge);

        // Without an image the tag has generation 0; what follows is the same either way.
        content.Ensure("metadata")["generation"] = 2;
        return content;
    }

    private string Image(EnvironmentDefinition environment, WorkloadDefinition workload)
    {
        if (workload.ImageStream is null)
        {
            return workload.Image ?? workload.Name;
        }

        var newest = store.Find(ResourceKinds.ImageStream, environment.Namespace, workload.ImageStream)?.Content
            .StatusTag(environment.ImageTag)?.Items("items").FirstOrDefault()?.Text("dockerImageReference");
        var upstream = service.ImageStreams.FirstOrDefault(stream => stream.Name == workload.ImageStream);
        return newest ?? $"{upstream?.Image ?? workload.ImageStream}:{environment.ImageTag}";
    }
}
