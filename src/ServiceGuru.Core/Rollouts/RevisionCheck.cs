using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>Checks that an image was built from the commit that it should be built from, as <c>images/await</c> does.</summary>
internal sealed class RevisionCheck(IReadOnlyDictionary<string, string> wanted, EnvironmentDefinition environment, OperationContext context)
{
    /// <summary>Gives the check for what a request wants; with nothing wanted everything passes.</summary>
    /// <exception cref="GuruException">A repository is unknown, or a commit is cut short.</exception>
    public static async Task<RevisionCheck> OfAsync(ImportImagesRequest request, EnvironmentDefinition environment, OperationContext context, CancellationToken cancellationToken) =>
        new(
            request.Revisions is null
                ? new Dictionary<string, string>()
                : await AwaitedRevisions.FindAsync(request.Revisions, environment, context, cancellationToken).ConfigureAwait(false),
            environment,
            context);

    /// <summary>Gives why the image may not be imported, or null where it may.</summary>
    /// <param name="repository">The registry's repository.</param>
    /// <param name="tag">The tag that would be imported.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<Failure?> CheckAsync(string repository, ImageTag tag, CancellationToken cancellationToken)
    {
        RepositoryDefinition? source = context.Service.Repositories.FirstOrDefault(candidate => candidate.Build?.Images.Contains(repository) == true);
        if (source is null || !wanted.TryGetValue(source.Name, out string? commit))
        {
            return null;
        }

        var lookup = new ImageLookup(context.Connections.Registry, context.Service.Registry!);
        ImageBuild build = ImageBuild.Of(source, commit, environment with { ImageTag = tag.Name });
        ImageFinding finding = await lookup.FindAsync(build, repository, cancellationToken).ConfigureAwait(false);
        if (finding.Published && finding.Tag?.Digest == tag.Digest)
        {
            return null;
        }

        string image = $"{lookup.NameOf(repository)}:{tag.Name}";
        return new Failure
        {
            Id = "ImageRevisionMismatch",
            Message = $"{image} is not built from {source.Name} {commit[..7]}.",
            Target = image,
            Cause = finding.Revision is null ? "It carries no label that says what it was built from." : $"It was built from {finding.Revision}.",
            Evidence =
            [
                $"{image} is {tag.Digest}",
                build.UniqueTagStart is null ? "the definition names no tag that only this commit's image has" : $"no tag {build.UniqueTagStart}… has that digest",
            ],
            NextAction = "Wait for the build of that commit: guru images wait",
            Transient = true,
        };
    }
}
