using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>Checks that an image was built from the commit that it should be built from.</summary>
internal sealed class RevisionCheck
{
    /// <summary>The build's own tag is among the newest; further back nobody needs to look.</summary>
    private const int TagsToLookAt = 200;

    private readonly IReadOnlyDictionary<string, string> _wanted;
    private readonly ServiceDefinition _service;
    private readonly IConnections _connections;
    private readonly CancellationToken _cancellationToken;

    /// <summary>Initializes a new instance of the <see cref="RevisionCheck"/> class.</summary>
    /// <exception cref="GuruException">A repository is unknown, or a commit is not a full one.</exception>
    public RevisionCheck(IReadOnlyDictionary<string, string>? wanted, ServiceDefinition service, IConnections connections, CancellationToken cancellationToken)
    {
        _wanted = wanted ?? new Dictionary<string, string>();
        _service = service;
        _connections = connections;
        _cancellationToken = cancellationToken;
        foreach ((string repository, string commit) in _wanted)
        {
            service.FindRepository(repository);
            if (commit is not { Length: 40 or 64 } || !commit.All(char.IsAsciiHexDigit))
            {
                throw new GuruException(new Failure
                {
                    Id = "InvalidRevision",
                    Kind = FailureKind.Usage,
                    Message = $"'{commit}' is no full commit of {repository}.",
                    Target = repository,
                    NextAction = "Give all 40 characters of the commit.",
                });
            }
        }
    }

    /// <summary>Gives why the image may not be imported, or null where it may.</summary>
    public async Task<Failure?> CheckAsync(string repository, string image, ImageTag tag)
    {
        RepositoryDefinition? source = _service.Repositories.FirstOrDefault(candidate => candidate.Build?.Images.Contains(repository) == true);
        if (source?.Build is null || !_wanted.TryGetValue(source.Name, out string? wanted))
        {
            return null;
        }

        string? revision = await _connections.Registry.GetRevisionAsync(repository, tag.Digest, _cancellationToken).ConfigureAwait(false);
        if (revision is not null)
        {
            return string.Equals(revision, wanted, StringComparison.OrdinalIgnoreCase) ? null
                : Mismatch(image, source, wanted, $"It was built from {revision}.", $"label org.opencontainers.image.revision={revision} of {tag.Digest}");
        }

        // Without the label, the tag that only this commit's build pushes tells it.
        string unique = source.Build.UniqueTag.Replace("{sha7}", wanted[..7], StringComparison.Ordinal);
        int seen = 0;
        await foreach (ImageTag candidate in _connections.Registry.ListTagsAsync(repository, _cancellationToken).ConfigureAwait(false))
        {
            if (candidate.Digest == tag.Digest && candidate.Name.StartsWith(unique, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            if (++seen >= TagsToLookAt)
            {
                break;
            }
        }

        return Mismatch(image, source, wanted, "It carries no label that says what it was built from.", $"none of the newest {seen} tags begins with {unique} and has {tag.Digest}");
    }

    private static Failure Mismatch(string image, RepositoryDefinition source, string wanted, string cause, string evidence) => new()
    {
        Id = "ImageRevisionMismatch",
        Message = $"{image} is not built from {source.Name} {wanted[..7]}.",
        Target = image,
        Cause = cause,
        Evidence = [evidence],
        NextAction = "Wait for the build of that commit: guru images wait",
        Transient = true,
    };
}
