using ServiceGuru.Services;

namespace ServiceGuru.Branches;

/// <summary>The order in which repositories move: what others depend on comes first, else as the definition has it.</summary>
internal static class RepositoryOrder
{
    /// <summary>Gives everything that a repository depends on, directly or not, in the order in which it moves.</summary>
    public static IReadOnlyList<RepositoryDefinition> DependenciesOf(ServiceDefinition service, RepositoryDefinition repository)
    {
        List<RepositoryDefinition> ordered = [];
        Visit(service, repository, ordered, new HashSet<string>(StringComparer.Ordinal));
        ordered.RemoveAt(ordered.Count - 1);
        return ordered;
    }

    /// <summary>Sorts repositories.</summary>
    public static IReadOnlyList<RepositoryDefinition> Sort(ServiceDefinition service, IReadOnlyCollection<RepositoryDefinition> repositories)
    {
        List<RepositoryDefinition> ordered = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (RepositoryDefinition repository in service.Repositories)
        {
            Visit(service, repository, ordered, seen);
        }

        return [.. ordered.Where(repositories.Contains)];
    }

    private static void Visit(ServiceDefinition service, RepositoryDefinition repository, List<RepositoryDefinition> ordered, HashSet<string> seen)
    {
        if (!seen.Add(repository.Name))
        {
            return;
        }

        foreach (string name in repository.DependsOn)
        {
            // A definition that was read has no unknown names; one that a script made is taken as it is.
            if (service.Repositories.FirstOrDefault(one => one.Name == name) is { } dependency)
            {
                Visit(service, dependency, ordered, seen);
            }
        }

        ordered.Add(repository);
    }
}
