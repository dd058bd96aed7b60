namespace ServiceGuru.Sandbox.Quay;

/// <summary>One image repository: what was pushed, and the history of its tags. Thread-safe.</summary>
/// <param name="name">The repository's name in its namespace.</param>
/// <param name="image">The image as references say it, without tag.</param>
internal sealed class ImageRepository(string name, string image)
{
    private readonly Lock gate = new();
    private readonly List<BuiltImage> images = [];
    private readonly List<ImageTag> tags = [];
    private readonly HashSet<string> collected = [];

    /// <summary>Gets the name in the namespace.</summary>
    public string Name => name;

    /// <summary>Gets the image as references say it.</summary>
    public string Image => image;

    /// <summary>Gets the tags' history, newest first.</summary>
    public IReadOnlyList<ImageTag> History
    {
        get
        {
            lock (gate)
            {
                return [.. tags.Where(tag => !collected.Contains(tag.Image.Digest)).OrderByDescending(tag => tag.Start).ThenBy(tag => tag.Name, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Finds an image by the digest of its index or of one platform's manifest.</summary>
    public BuiltImage? FindDigest(string digest)
    {
        lock (gate)
        {
            return Kept.FirstOrDefault(built => built.Manifests.Any(manifest => manifest.Digest == digest));
        }
    }

    /// <summary>Finds the image that a tag points at now.</summary>
    public BuiltImage? FindTag(string tag)
    {
        lock (gate)
        {
            return tags.FirstOrDefault(entry => entry.Name == tag && entry.End is null)?.Image;
        }
    }

    /// <summary>Finds the configuration or manifest with a digest.</summary>
    public RegistryBlob? FindBlob(string digest)
    {
        lock (gate)
        {
            return Kept.SelectMany(built => built.Manifests.Concat(built.Configs)).FirstOrDefault(blob => blob.Digest == digest);
        }
    }

    /// <summary>A tag's life so far, oldest first; also of images that are collected.</summary>
    public IReadOnlyList<ImageTag> Past(string tag)
    {
        lock (gate)
        {
            return [.. tags.Where(entry => entry.Name == tag).OrderBy(entry => entry.Start)];
        }
    }

    /// <summary>Removes what none of the tags holds now, as the registry's garbage collection does; tags of its own it loses as well.</summary>
    /// <param name="holders">The tags that hold images; null brings everything back.</param>
    public void Collect(IReadOnlySet<string>? holders)
    {
        lock (gate)
        {
            collected.Clear();
            if (holders is not null)
            {
                HashSet<string> held = [.. tags.Where(tag => tag.End is null && holders.Contains(tag.Name)).Select(tag => tag.Image.Digest)];
                collected.UnionWith(images.Select(built => built.Digest).Where(digest => !held.Contains(digest)));
            }
        }
    }

    private IEnumerable<BuiltImage> Kept => images.Where(built => !collected.Contains(built.Digest));

    /// <summary>Adds an image and lets tags point at it.</summary>
    /// <returns>The tags that pointed elsewhere before.</returns>
    public IReadOnlyList<string> Push(BuiltImage built, IEnumerable<string> names, DateTimeOffset time)
    {
        var moved = new List<string>();
        lock (gate)
        {
            images.Add(built);
            foreach (string tag in names)
            {
                int current = tags.FindIndex(entry => entry.Name == tag && entry.End is null);
                if (current >= 0 && tags[current].Image.Digest == built.Digest)
                {
                    continue;
                }

                if (current >= 0)
                {
                    tags[current] = tags[current] with { End = time };
                }

                tags.Add(new ImageTag(tag, built, time, End: null));
                moved.Add(tag);
            }
        }

        return moved;
    }

    /// <summary>Ends a tag; its image stays for whoever restores it.</summary>
    /// <returns>The tag that it was, or null where there was none.</returns>
    public ImageTag? Delete(string tag, DateTimeOffset time)
    {
        lock (gate)
        {
            int current = tags.FindIndex(entry => entry.Name == tag && entry.End is null);
            if (current >= 0)
            {
                tags[current] = tags[current] with { End = time };
            }

            return current < 0 ? null : tags[current];
        }
    }

    /// <summary>Points a tag, also a deleted one, at an image that is still there.</summary>
    /// <returns>Whether there is such an image.</returns>
    public bool Restore(string tag, string digest, DateTimeOffset time)
    {
        lock (gate)
        {
            if (images.FirstOrDefault(built => built.Digest == digest) is not { } image)
            {
                return false;
            }

            Delete(tag, time);
            tags.Add(new ImageTag(tag, image, time, End: null, Reversion: true));
            return true;
        }
    }
}
