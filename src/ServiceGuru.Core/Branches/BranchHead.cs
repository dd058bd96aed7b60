using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Branches;

/// <summary>Reads where a branch is.</summary>
internal static class BranchHead
{
    /// <summary>Gives the full commit, or null where there is no such branch.</summary>
    public static async Task<string?> FindAsync(string url, string branch, OperationContext context, CancellationToken cancellationToken)
    {
        string name = BranchRef.Of(branch);
        IReadOnlyDictionary<string, string> refs = await context.Connections.Git.ListRefsAsync(url, [name], cancellationToken).ConfigureAwait(false);
        return refs.GetValueOrDefault(name);
    }

    /// <summary>Gives the full commit.</summary>
    /// <exception cref="GuruException">There is no such branch (<c>BranchMissing</c>), or the remote can't be read.</exception>
    public static async Task<string> ReadAsync(RepositoryDefinition repository, string branch, OperationContext context, CancellationToken cancellationToken) =>
        await FindAsync(repository.Url, branch, context, cancellationToken).ConfigureAwait(false)
            ?? throw new GuruException(BranchFailures.Missing(repository, branch));
}
