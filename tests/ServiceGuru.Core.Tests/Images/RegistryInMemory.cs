using System.Runtime.CompilerServices;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Tests.Images;

/// <summary>A registry whose tags appear by the clock.</summary>
internal sealed class RegistryInMemory(TimeProvider time) : IRegistry
{
    private readonly List<(string Repository, ImageTag Tag)> tags = [];
    private readonly Dictionary<string, string> revisions = [];
    private int listings;

    /// <summary>The platforms' digests by the digest of their list.</summary>
    public Dictionary<string, IReadOnlyList<string>> Platforms { get; } = [];

    /// <summary>The sizes of manifest lists by digest.</summary>
    public Dictionary<string, long> Sizes { get; } = [];

    /// <summary>Why a tag can't be deleted, by tag.</summary>
    public Dictionary<string, Failure> Refusals { get; } = [];

    /// <summary>What was deleted, in order.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Deleted { get; } = [];

    /// <summary>How often the tags of a repository were listed.</summary>
    public int Listings => listings;

    /// <summary>From its time on, if set, every question about a tag fails.</summary>
    public (DateTimeOffset Since, Failure Failure)? Outage { get; set; }

    public void Push(string repository, string tag, string digest, DateTimeOffset at, string? revision = null, long? size = 1, bool list = true)
    {
        tags.Add((repository, new ImageTag(tag, digest, at, size, list)));
        if (revision is not null)
        {
            revisions[digest] = revision;
        }
    }

    public Task<bool> HasManifestAsync(string repository, string digest, CancellationToken cancellationToken) =>
        Task.FromResult(Visible(repository).Any(tag => tag.Digest == digest));

    public Task<ImageTag?> GetTagAsync(string repository, string tag, CancellationToken cancellationToken) =>
        Outage is { } outage && time.GetUtcNow() >= outage.Since
            ? throw new GuruException(outage.Failure)
            : Task.FromResult(Visible(repository).FirstOrDefault(candidate => candidate.Name == tag));

    public async IAsyncEnumerable<ImageTag> ListTagsAsync(string repository, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref listings);
        foreach (ImageTag tag in Visible(repository))
        {
            yield return tag;
        }

        await Task.CompletedTask;
    }

    public Task<string?> GetRevisionAsync(string repository, string digest, CancellationToken cancellationToken) =>
        Task.FromResult(revisions.GetValueOrDefault(digest));

    public Task<IReadOnlyList<string>> ListPlatformDigestsAsync(string repository, string digest, CancellationToken cancellationToken) =>
        Task.FromResult(Platforms.GetValueOrDefault(digest, []));

    public Task<long?> GetSizeAsync(string repository, string digest, CancellationToken cancellationToken) => Task.FromResult(Sizes.TryGetValue(digest, out long size) ? size : (long?)null);

    public Task DeleteTagAsync(string repository, string tag, CancellationToken cancellationToken)
    {
        if (Refusals.TryGetValue(tag, out Failure? refusal))
        {
            throw new GuruException(refusal);
        }

        Deleted.Enqueue($"{repository}:{tag}");
        tags.RemoveAll(entry => entry.Repository == repository && entry.Tag.Name == tag);
        return Task.CompletedTask;
    }

    public Task RestoreTagAsync(string repository, string tag, string digest, CancellationToken cancellationToken)
    {
        Push(repository, tag, digest, time.GetUtcNow());
        return Task.CompletedTask;
    }

    private IEnumerable<ImageTag> Visible(string repository) => tags
        .Where(entry => entry.Repository == repository && entry.Tag.LastModified <= time.GetUtcNow())
        .Select(entry => entry.Tag)
        .OrderByDescending(tag => tag.LastModified);
}
