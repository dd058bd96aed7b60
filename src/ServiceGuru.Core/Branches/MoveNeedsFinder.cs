using System.Collections.Concurrent;
using ServiceGuru.Operations;
using ServiceGuru.Packages;
using ServiceGuru.Services;

namespace ServiceGuru.Branches;

/// <summary>
/// Finds what each push must wait for: images install the packages of the dependencies, so these must be built from
/// exactly the commits that the dependencies have by then, also where a dependency does not move at all.
/// </summary>
/// <param name="context">The service and its connections.</param>
/// <param name="moving">The full commit that each moving repository gets.</param>
/// <param name="staying">The full commit of target branches that are known and stay.</param>
internal sealed class MoveNeedsFinder(OperationContext context, IReadOnlyDictionary<string, string> moving, IReadOnlyDictionary<string, string> staying)
{
    private readonly ConcurrentDictionary<string, (AwaitedPackage Package, bool Arrived)> packages = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Failure> failures = new(StringComparer.Ordinal);

    /// <summary>Gets why something can't be waited for, one a dependency.</summary>
    public IReadOnlyList<Failure> Failures => [.. failures.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value)];

    /// <summary>Looks at all that the moving repositories depend on, and gives each one's needs.</summary>
    public async Task<IReadOnlyDictionary<string, MoveNeeds>> FindAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, IReadOnlyList<RepositoryDefinition>> dependencies = context.Service.Repositories
            .Where(repository => moving.ContainsKey(repository.Name))
            .ToDictionary(repository => repository.Name, repository => RepositoryOrder.DependenciesOf(context.Service, repository), StringComparer.Ordinal);
        List<RepositoryDefinition> packaged = [.. dependencies.Values.SelectMany(list => list).Where(repository => repository.Package is not null).Distinct()];
        await SideBySide.SelectAsync(packaged, LookAsync, cancellationToken).ConfigureAwait(false);
        return dependencies.ToDictionary(entry => entry.Key, entry => Needs(entry.Value), StringComparer.Ordinal);
    }

    private MoveNeeds Needs(IReadOnlyList<RepositoryDefinition> dependencies)
    {
        List<(AwaitedPackage Package, bool Arrived)> found = [.. dependencies.Where(one => packages.ContainsKey(one.Name)).Select(one => packages[one.Name])];
        return new MoveNeeds(
            [.. dependencies.Select(one => one.Name).Where(moving.ContainsKey)],
            [.. found.Select(one => one.Package)],
            [.. found.Where(one => !one.Arrived).Select(one => one.Package)]);
    }

    private async Task<bool> LookAsync(RepositoryDefinition repository, CancellationToken cancellationToken)
    {
        try
        {
            bool moves = moving.TryGetValue(repository.Name, out string? commit);
            commit ??= staying.GetValueOrDefault(repository.Name)
                ?? await BranchHead.ReadAsync(repository, repository.Target, context, cancellationToken).ConfigureAwait(false);
            AwaitedPackage awaited = new(repository.Name, repository.Package!, commit, 0);
            PackageLook look = await PackageLook.AtAsync(awaited, context.Connections.Packages, cancellationToken).ConfigureAwait(false);
            // What failed before the push says nothing about the build that the push will start.
            packages[repository.Name] = (awaited with { After = moves ? look.Newest?.Id ?? 0 : 0 }, look.Arrived is not null);
            if (look.Failure is { } failure && (!moves || failure.Id == "PackageUnknown"))
            {
                failures[repository.Name] = failure;
            }
        }
        catch (GuruException exception)
        {
            failures[repository.Name] = exception.Failure.On(repository.Name);
        }

        return true;
    }
}
