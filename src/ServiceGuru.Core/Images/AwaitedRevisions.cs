using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Images;

/// <summary>Finds the commits whose images are meant.</summary>
internal static class AwaitedRevisions
{
    /// <summary>Gives the request's commits, or else the heads of the environment's branch of what builds images.</summary>
    /// <exception cref="GuruException">A repository is unknown, a commit is cut short, or a branch can't be read.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> FindAsync(
        IReadOnlyDictionary<string, string>? given, EnvironmentDefinition environment, OperationContext context, CancellationToken cancellationToken)
    {
        if (given is null)
        {
            return await HeadsAsync([.. context.Service.Repositories.Where(ImageBuild.Has)], environment, context, cancellationToken).ConfigureAwait(false);
        }

        FullRevisions.Require(context.Service, given);
        return given;
    }

    /// <summary>Gives the heads of the environment's branch.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> HeadsAsync(
        IReadOnlyList<RepositoryDefinition> repositories, EnvironmentDefinition environment, OperationContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> heads = await SideBySide.SelectAsync(
            repositories, (repository, token) => BranchHead.ReadAsync(repository, environment.Branch, context, token), cancellationToken).ConfigureAwait(false);
        return repositories.Zip(heads).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
    }
}
