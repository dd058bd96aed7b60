using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Images;

/// <summary>Finds the tags that neither a rule nor any environment keeps.</summary>
internal sealed class CleanupPlanner(OperationContext context, CleanupRules rules, ImagesInUse inUse)
{
    private IRegistry Registry => context.Connections.Registry;

    /// <summary>Gives the image's name without tag.</summary>
    public static string NameOf(ServiceDefinition service, string repository) => $"{service.Registry!.Host}/{service.Registry.Namespace}/{repository}";

    /// <summary>Looks through one repository.</summary>
    public async Task<Finding> FindAsync(string repository, CancellationToken cancellationToken)
    {
        List<ImageTag> tags = [];
        await foreach (ImageTag tag in Registry.ListTagsAsync(repository, cancellationToken).ConfigureAwait(false))
        {
            tags.Add(tag);
        }

        context.Progress.Report($"{repository}: {tags.Count} tags");
        string image = NameOf(context.Service, repository);
        List<string> kept = [];
        List<ImageTag> open = [];
        foreach ((ImageTag tag, string? reason) in rules.Judge(tags, context.Time.GetUtcNow()))
        {
            string? why = inUse.UserOf(image, tag.Name, [tag.Digest]) is null ? reason : "in use";
            if (why is null)
            {
                open.Add(tag);
            }
            else
            {
                kept.Add(why);
            }
        }

        IReadOnlyList<Candidate> candidates = await SideBySide.SelectAsync(
            open, (tag, token) => LookIntoAsync(repository, image, tag, token), cancellationToken, degree: 4).ConfigureAwait(false);
        kept.AddRange(candidates.Select(candidate => candidate.KeptBecause).OfType<string>());
        List<Candidate> stale = [.. candidates.Where(candidate => candidate.KeptBecause is null)];
        return new Finding(repository, stale, Note(repository, tags.Count, stale, kept));
    }

    // A cluster knows an image for several architectures by one of theirs.
    private async Task<Candidate> LookIntoAsync(string repository, string image, ImageTag tag, CancellationToken cancellationToken)
    {
        if (!tag.IsManifestList)
        {
            return new Candidate(repository, tag, tag.Size, [], null);
        }

        IReadOnlyList<string> platforms = await Registry.ListPlatformDigestsAsync(repository, tag.Digest, cancellationToken).ConfigureAwait(false);
        string? why = platforms.Count == 0 ? "of unknown content"
            : inUse.UserOf(image, tag.Name, platforms) is not null ? "in use"
            : null;
        long? size = why is null && tag.Size is null or 0
            ? await Registry.GetSizeAsync(repository, tag.Digest, cancellationToken).ConfigureAwait(false)
            : tag.Size;
        return new Candidate(repository, tag, size, platforms, why);
    }

    private static PlanNote Note(string repository, int tags, List<Candidate> stale, List<string> kept)
    {
        IEnumerable<string> reasons = kept.GroupBy(reason => reason, StringComparer.Ordinal).OrderByDescending(group => group.Count()).Select(group => $"{group.Count()} {group.Key}");
        string keeps = kept.Count == 0 ? string.Empty : $"; kept: {string.Join(", ", reasons)}";
        return new PlanNote(repository, $"{tags} tags, {stale.Count} to remove{keeps}");
    }

    /// <summary>A tag that no name, age or direct use keeps.</summary>
    internal sealed record Candidate(string Repository, ImageTag Tag, long? Size, IReadOnlyList<string> Platforms, string? KeptBecause);

    /// <summary>What a repository has to remove.</summary>
    internal sealed record Finding(string Repository, IReadOnlyList<Candidate> Stale, PlanNote Note);
}
