using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Images;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Nodes;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Cluster.Seeding;

/// <summary>Makes the cluster as it stands on a quiet day: everything was rolled out a while ago and runs.</summary>
internal sealed class ClusterSeeder(ObjectStore store, SandboxClock clock, IImageCatalog catalog, ServiceDefinition service, DeploymentFaults faults)
{
    private static readonly TimeSpan ClusterAge = TimeSpan.FromDays(412);
    private static readonly TimeSpan RolloutAge = TimeSpan.FromDays(6.9);
    private static readonly TimeSpan RevertAge = TimeSpan.FromDays(6.8);

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
        content.Ensure("metadata")["creationTimestamp"] = (clock.Now - ClusterAge).Stamp();
        var upstream = definition.Tag ?? environment.ImageTag;
        var from = $"{definition.Image}:{upstream}";
        var past = catalog.History(definition.Image, upstream);
        foreach (var older in past.SkipLast(1))
        {
            Note(content, new(environment.ImageTag, from, older.Image), true, older.Since);
        }

        if (!faults.IsStale(environment.Namespace, definition.Name) || past.Count < 2)
        {
            Note(content, new(environment.ImageTag, from, catalog.Resolve(from)), true, clock.Now - RolloutAge);
        }

        if (faults.IsReverted(environment.Namespace, definition.Name) && past.Count > 1)
        {
            Revert(content, environment.ImageTag, past[^2].Image, past[^1].Image.Digest);
        }

        // Without an image the tag has generation 0; what follows is the same either way.
        content.Ensure("metadata")["generation"] = (content.Number("metadata", "generation") ?? 0) + 1;
        return content;
    }

    private static void Note(JsonObject stream, ImportOutcome outcome, bool scheduled, DateTimeOffset time)
    {
        stream.Ensure("metadata")["generation"] = (stream.Number("metadata", "generation") ?? 0) + 1;
        stream.Note(outcome, new JsonObject { ["scheduled"] = scheduled }, time);
    }

    /// <summary>As ServiceGuru on a colleague's machine left it: the tag points at the old digest, and an annotation says why.</summary>
    private void Revert(JsonObject stream, string tag, CatalogImage old, string taken)
    {
        Note(stream, new(tag, $"{old.Image}@{old.Digest}", old), false, clock.Now - RevertAge);
        stream.Ensure("metadata", "annotations")[$"serviceguru.dev/reverted.{tag}"] = new JsonObject
        {
            ["at"] = (clock.Now - RevertAge).Stamp(),
            ["by"] = HistoryMaterial.People[0].Login,
            ["run"] = "20260515-140312-7c1f",
            ["reason"] = "all jobs failed",
            ["from"] = taken,
            ["to"] = old.Digest,
        }.ToJsonString();
    }

    private string Image(EnvironmentDefinition environment, WorkloadDefinition workload)
    {
        if (workload.ImageStream is null)
        {
            return workload.Image ?? workload.Name;
        }

        if (faults.StartsBroken(environment.Namespace, workload.Name))
        {
            // A digest that never was; the image stream has been mended since, and its trigger mends the template.
            return $"{service.ImageStreams.First(stream => stream.Name == workload.ImageStream).Image}@{StableHash.Digest("never built")}";
        }

        var newest = store.Find(ResourceKinds.ImageStream, environment.Namespace, workload.ImageStream)?.Content
            .StatusTag(environment.ImageTag)?.Items("items").FirstOrDefault()?.Text("dockerImageReference");
        var upstream = service.ImageStreams.FirstOrDefault(stream => stream.Name == workload.ImageStream);
        return newest ?? $"{upstream?.Image ?? workload.ImageStream}:{environment.ImageTag}";
    }
}
