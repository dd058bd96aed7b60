using ServiceGuru.Health;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Images;

/// <summary>
/// What any environment runs, may start again, or can be put back to: the images of its pods, of its workloads'
/// templates, and the whole history of its image streams.
/// </summary>
internal sealed class ImagesInUse
{
    private readonly Dictionary<string, string> digests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> references = new(StringComparer.Ordinal);

    private ImagesInUse()
    {
    }

    /// <summary>Reads all environments of the definition.</summary>
    /// <exception cref="GuruException">One of them can't be read, so nobody knows what it runs (<c>CleanupUnsafe</c>).</exception>
    public static async Task<ImagesInUse> ReadAsync(OperationContext context, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, EnvironmentDefinition>> environments = [.. context.Service.Environments];
        IReadOnlyList<ClusterSnapshot> snapshots = await SideBySide.SelectAsync(
            environments, (environment, token) => ReadAsync(environment.Key, environment.Value, context, token), cancellationToken).ConfigureAwait(false);
        ImagesInUse inUse = new();
        foreach ((KeyValuePair<string, EnvironmentDefinition> environment, ClusterSnapshot snapshot) in environments.Zip(snapshots))
        {
            inUse.Add(environment.Key, snapshot);
        }

        return inUse;
    }

    /// <summary>Tells who uses an image, or null where nobody does.</summary>
    /// <param name="image">The image without tag, e.g. <c>quay.io/packit/dashboard</c>.</param>
    /// <param name="tag">The tag's name.</param>
    /// <param name="digests">What the image may go by: its digest, and those of a manifest list's images.</param>
    public string? UserOf(string image, string tag, IEnumerable<string> digests) =>
        digests.Select(digest => this.digests.GetValueOrDefault(digest)).FirstOrDefault(user => user is not null)
        ?? references.GetValueOrDefault($"{image}:{tag}");

    private static async Task<ClusterSnapshot> ReadAsync(string name, EnvironmentDefinition environment, OperationContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await context.Connections.Cluster(environment).SnapshotAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (GuruException exception)
        {
            throw new GuruException(
                new Failure
                {
                    Id = "CleanupUnsafe",
                    Kind = exception.Failure.Kind,
                    Target = name,
                    Message = $"Nobody can tell what {name} runs, so no image is removed.",
                    Cause = exception.Failure.Message,
                    NextAction = exception.Failure.NextAction ?? $"Make {name} readable, then clean up again.",
                    Details = [exception.Failure],
                    Transient = exception.Failure.Transient,
                },
                exception);
        }
    }

    private void Add(string environment, ClusterSnapshot snapshot)
    {
        foreach (PodState pod in snapshot.Pods)
        {
            foreach (ContainerState container in pod.Containers)
            {
                Add(container.Digest, $"pod {pod.Name} in {environment}");
                AddReference(container.Image, $"pod {pod.Name} in {environment}");
            }
        }

        foreach (WorkloadState workload in snapshot.Workloads)
        {
            foreach (string image in workload.Images.Values)
            {
                AddReference(image, $"{workload.Name} in {environment}");
            }
        }

        foreach ((ImageStreamState stream, ImageStreamTagState tag) in snapshot.ImageStreams.SelectMany(stream => stream.Tags.Select(tag => (stream, tag))))
        {
            Add(tag.Digest, $"image stream {stream.Name} in {environment}");
            AddReference(tag.From, $"image stream {stream.Name} in {environment}");
            foreach (string digest in tag.PreviousDigests)
            {
                Add(digest, $"the history of image stream {stream.Name} in {environment}");
            }
        }
    }

    private void Add(string? digest, string user)
    {
        if (digest is not null)
        {
            digests.TryAdd(digest, user);
        }
    }

    private void AddReference(string? reference, string user)
    {
        if (string.IsNullOrEmpty(reference))
        {
            return;
        }

        Add(WorkloadImage.Digest(reference), user);
        string name = reference.Split('@')[0];
        bool tagged = name.LastIndexOf(':') > name.LastIndexOf('/');
        references.TryAdd(tagged ? name : $"{name}:latest", user);
    }
}
