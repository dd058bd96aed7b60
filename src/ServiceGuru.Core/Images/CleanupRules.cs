using System.IO.Enumeration;
using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Images;

/// <summary>Tells by name and age which tags of a repository stay. What runs somewhere is another question.</summary>
internal sealed record CleanupRules(IReadOnlySet<string> Fixed, IReadOnlyList<string> Patterns, int KeepNewest, TimeSpan OlderThan)
{
    private const string Latest = "latest";

    /// <summary>Makes the rules of a request over those of the definition.</summary>
    public static CleanupRules Of(CleanImagesRequest request, ServiceDefinition service)
    {
        CleanupDefinition cleanup = service.Registry?.Cleanup ?? new CleanupDefinition();
        return new CleanupRules(
            service.Environments.Values.Select(environment => environment.ImageTag).Append(Latest).ToHashSet(StringComparer.Ordinal),
            [.. cleanup.Keep, .. request.Keep ?? []],
            request.KeepNewest ?? cleanup.KeepNewest,
            request.OlderThan ?? cleanup.OlderThan);
    }

    /// <summary>Refuses values that would remove more than is meant.</summary>
    /// <exception cref="GuruException">A value is out of range (<c>InvalidInput</c>).</exception>
    public void Check()
    {
        bool matchesNothing = Patterns.Any(string.IsNullOrWhiteSpace);
        if (KeepNewest < 1 || OlderThan < TimeSpan.Zero || matchesNothing)
        {
            throw new GuruException(new Failure
            {
                Id = "InvalidInput",
                Kind = FailureKind.Usage,
                Message = KeepNewest < 1 ? $"At least 1 tag of a kind stays, so keepNewest can't be {KeepNewest}."
                    : matchesNothing ? "A pattern of tags to keep is empty, so it would keep none." : "olderThan can't be negative.",
                NextAction = "Correct the value; nothing was changed.",
            });
        }
    }

    /// <summary>Gives for each tag why it stays, or null where nothing in its name or age keeps it.</summary>
    /// <param name="tags">All tags of a repository.</param>
    /// <param name="now">The time now.</param>
    public IReadOnlyDictionary<ImageTag, string?> Judge(IReadOnlyList<ImageTag> tags, DateTimeOffset now)
    {
        HashSet<ImageTag> newest =
        [
            .. tags.GroupBy(Kind).SelectMany(kind => kind.OrderByDescending(tag => tag.LastModified).ThenBy(tag => tag.Name, StringComparer.Ordinal).Take(KeepNewest)),
        ];
        ILookup<string, ImageTag> named = tags.Where(tag => IsNamed(tag.Name)).ToLookup(tag => tag.Digest, StringComparer.Ordinal);
        return tags.ToDictionary(tag => tag, tag =>
            IsNamed(tag.Name) ? "by name"
            : named.Contains(tag.Digest) ? "the same image as a tag that stays by name"
            : newest.Contains(tag) ? $"among the {KeepNewest} newest"
            : now - tag.LastModified < OlderThan ? $"younger than {Duration.Format(OlderThan)}"
            : null);
    }

    private bool IsNamed(string tag) => Fixed.Contains(tag) || Patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, tag, ignoreCase: false));

    private static string Kind(ImageTag tag) => tag.Name.IndexOf('-', StringComparison.Ordinal) is > 0 and { } hyphen ? tag.Name[..hyphen] : string.Empty;
}
