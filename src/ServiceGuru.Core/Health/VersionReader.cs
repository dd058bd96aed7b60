using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>Reads what an environment runs of each repository, and how far that is from its branch.</summary>
internal sealed class VersionReader(OperationContext context, EnvironmentDefinition environment)
{
    /// <summary>Gives the versions in the definition's order.</summary>
    /// <exception cref="GuruException">The API can't be read.</exception>
    public async Task<IReadOnlyList<DeployedVersion>> ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<DeployedComponent> reported = await context.Connections.Api(environment).GetVersionsAsync(cancellationToken).ConfigureAwait(false);

        // Nothing keeps a service from reporting a key twice; as in JSON, the last one counts.
        Dictionary<string, DeployedComponent> components = reported
            .GroupBy(component => component.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        List<RepositoryDefinition> repositories = [.. context.Service.Repositories.Where(repository => repository.VersionKey is not null)];
        return await SideBySide.SelectAsync(
            repositories, (repository, token) => ReadAsync(repository, components.GetValueOrDefault(repository.VersionKey!), token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One repository that can't be read leaves the others' answers whole.</summary>
    private async Task<DeployedVersion> ReadAsync(RepositoryDefinition repository, DeployedComponent? component, CancellationToken cancellationToken)
    {
        DeployedVersion version = new() { Repository = repository.Name, Key = repository.VersionKey!, Commit = component?.Commit, Version = component?.Version };
        try
        {
            string? head = await BranchHead.FindAsync(repository.Url, environment.Branch, context, cancellationToken).ConfigureAwait(false);
            version = version with { Head = head };
            string? problem = head is null ? $"{repository.Name} has no branch {environment.Branch}."
                : component is null ? $"The API does not report {repository.VersionKey}."
                : string.IsNullOrEmpty(component.Commit) ? $"Version {component.Version} names no commit."
                : null;
            return problem is not null ? version with { Problem = problem }
                : head!.StartsWith(component!.Commit!, StringComparison.OrdinalIgnoreCase) ? version with { Current = true, Behind = 0, OnBranch = true }
                : await MeasureAsync(version with { Current = false }, repository, cancellationToken).ConfigureAwait(false);
        }
        catch (GuruException exception)
        {
            return version with { Problem = exception.Failure.ToString() };
        }
    }

    /// <summary>The API tells only the commit's first characters; the branch's own history has the rest.</summary>
    private async Task<DeployedVersion> MeasureAsync(DeployedVersion version, RepositoryDefinition repository, CancellationToken cancellationToken)
    {
        IReadOnlyList<Commit> history = await context.Connections.Git.ListCommitsAsync(repository.Url, null, version.Head!, cancellationToken).ConfigureAwait(false);
        if (history.FirstOrDefault(commit => commit.Sha.StartsWith(version.Commit!, StringComparison.OrdinalIgnoreCase)) is not { } deployed)
        {
            return version with { OnBranch = false };
        }

        IReadOnlyList<Commit> missing = await context.Connections.Git.ListCommitsAsync(repository.Url, deployed.Sha, version.Head!, cancellationToken).ConfigureAwait(false);
        return version with { OnBranch = true, Behind = missing.Count, BehindSince = missing.Count == 0 ? null : missing.Min(commit => commit.CommittedAt) };
    }
}
