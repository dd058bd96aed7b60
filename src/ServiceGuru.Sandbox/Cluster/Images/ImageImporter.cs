using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Faults;
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
        work.Start(FollowFaults);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        catalog.TagMoved -= Schedule;
        store.Changed -= Notice;
    }

    /// <summary>Asks the registry; it takes as long as the registry takes.</summary>
    /// <param name="space">The stream's namespace.</param>
    /// <param name="stream">The stream's name.</param>
    /// <param name="tag">The stream's tag.</param>
    /// <param name="from">The image to ask for.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task<ImportOutcome> Ask(string space, string stream, string tag, string from, CancellationToken cancellationToken)
    {
        await clock.Wait(faults.SlowRegistry ? ClusterTimings.SlowImport : ClusterTimings.Import, cancellationToken).ConfigureAwait(false);
        return Answer(space, stream, tag, from);
    }

    /// <summary>Lets the streams that find no registry now have tried a while ago.</summary>
    public void FailSince(DateTimeOffset since)
    {
        foreach (var stream in Lost())
        {
            foreach (var (tag, from) in Scheduled(stream))
            {
                store.Update(stream.Kind, stream.Namespace, stream.Name, content => content.Note(Answer(stream.Namespace, stream.Name, tag, from), null, since));
            }
        }
    }

    private ImportOutcome Answer(string space, string stream, string tag, string from)
    {
        var (unreachable, denied) = (faults.Unreachable(space, stream), deployments.DeniesImport(from));
        return new(tag, from, unreachable || denied ? null : catalog.Resolve(from)) { Unreachable = unreachable, Denied = denied };
    }

    private IEnumerable<StoredObject> Lost() =>
        store.List(ResourceKinds.ImageStream, null).Objects.Where(stream => faults.Unreachable(stream.Namespace, stream.Name));

    private static IEnumerable<(string Tag, string From)> Scheduled(StoredObject stream) => stream.Content.Items("spec", "tags")
        .Where(one => one.Flag("importPolicy", "scheduled") && one.Text("from", "kind") == "DockerImage")
        .Select(one => (one.Text("name") ?? "", one.Text("from", "name") ?? ""));

    /// <summary>A stream whose registry is lost or found again hears of it with its next scheduled import.</summary>
    private async Task FollowFaults(CancellationToken cancellationToken)
    {
        for (List<StoredObject> before = [.. Lost()]; ;)
        {
            await faults.Changed.WaitAsync(cancellationToken).ConfigureAwait(false);
            List<StoredObject> now = [.. Lost()];
            foreach (var stream in before.Concat(now).DistinctBy(stream => stream.Uid))
            {
                foreach (var (tag, from) in Scheduled(stream))
                {
                    await Import(stream, tag, from, cancellationToken).ConfigureAwait(false);
                }
            }

            before = now;
        }
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
        var outcome = await Ask(stream.Namespace, stream.Name, tag, from, cancellationToken).ConfigureAwait(false);
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
