using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Nodes;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Images;

/// <summary>Asks the registry on behalf of image streams, on request and by schedule.</summary>
internal sealed class ImageImporter(ObjectStore store, SandboxClock clock, BackgroundWork work, IImageCatalog catalog, ClusterFaults faults, DeploymentFaults deployments) : IDisposable
{
    /// <summary>Starts to notice moved tags and image streams whose tags were changed.</summary>
    public void Start()
    {
        catalog.TagMoved += Schedule;
        store.Changed += Notice;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        catalog.TagMoved -= Schedule;
        store.Changed -= Notice;
    }

    /// <summary>Asks the registry; it takes as long as the registry takes.</summary>
    public async Task<ImportOutcome> Ask(string tag, string from, CancellationToken cancellationToken)
    {
        await clock.Wait(faults.SlowRegistry ? ClusterTimings.SlowImport : ClusterTimings.Import, cancellationToken).ConfigureAwait(false);
        var denied = deployments.DeniesImport(from);
        return new(tag, from, denied ? null : catalog.Resolve(from)) { Denied = denied };
    }

    private void Schedule(string image, string tag) => work.Start(async stop =>
    {
        await clock.Wait(ClusterTimings.ScheduledImport, stop).ConfigureAwait(false);
        foreach (var stream in store.List(ResourceKinds.ImageStream, null).Objects)
        {
            var moved = stream.Content.Items("spec", "tags").Where(one =>
                one.Flag("importPolicy", "scheduled") && one.Text("from", "kind") == "DockerImage" && one.Text("from", "name") == $"{image}:{tag}");
            foreach (var one in moved)
            {
                await Import(stream, one.Text("name") ?? "", $"{image}:{tag}", stop).ConfigureAwait(false);
            }
        }
    });

    /// <summary>A tag that somebody pointed elsewhere is newer than what was imported for it.</summary>
    private void Notice(StoreChange change)
    {
        if (change.Object.Kind != ResourceKinds.ImageStream || change.Type == ChangeType.Deleted)
        {
            return;
        }

        var stream = change.Object;
        foreach (var tag in stream.Content.Items("spec", "tags"))
        {
            var name = tag.Text("name") ?? "";
            var wanted = tag.Number("generation") ?? 0;
            var had = stream.Content.StatusTag(name)?.Items("items").FirstOrDefault()?.Number("generation") ?? 0;
            var before = change.Previous?.Content.SpecTag(name)?.Number("generation");
            if (wanted > had && wanted != before && !tag.Flag("reference")
                && tag.Text("from", "kind") == "DockerImage" && tag.Text("from", "name") is { } from)
            {
                work.Start(stop => Import(stream, name, from, stop));
            }
        }
    }

    private async Task Import(StoredObject stream, string tag, string from, CancellationToken cancellationToken)
    {
        var outcome = await Ask(tag, from, cancellationToken).ConfigureAwait(false);
        store.Update(stream.Kind, stream.Namespace, stream.Name, content =>
        {
            // Pointed elsewhere while the registry answered: that import is another one's business.
            if (content.SpecTag(tag)?.Text("from", "name") == from)
            {
                content.Note(outcome, null, clock.Now);
            }
        });
    }
}
