using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Branches;

/// <summary>Finds repositories of a definition by name.</summary>
internal static class RepositorySelection
{
    /// <summary>Gives the named repositories in the definition's order; all of them where no name is given.</summary>
    /// <exception cref="GuruException">A name is unknown (<c>UnknownRepository</c>).</exception>
    public static IReadOnlyList<RepositoryDefinition> Select(ServiceDefinition service, IReadOnlyList<string>? names)
    {
        if (names is null or { Count: 0 })
        {
            return service.Repositories;
        }

        RequireKnown(service, names);
        return [.. service.Repositories.Where(repository => names.Contains(repository.Name, StringComparer.Ordinal))];
    }

    /// <summary>Gives one repository.</summary>
    /// <exception cref="GuruException">The name is unknown (<c>UnknownRepository</c>).</exception>
    public static RepositoryDefinition Find(ServiceDefinition service, string name) => Select(service, [name])[0];

    /// <summary>Refuses names that the definition does not have.</summary>
    /// <exception cref="GuruException">A name is unknown (<c>UnknownRepository</c>).</exception>
    public static void RequireKnown(ServiceDefinition service, IEnumerable<string>? names)
    {
        List<string> known = [.. service.Repositories.Select(repository => repository.Name)];
        foreach (string name in names ?? [])
        {
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                throw ServiceDefinitionNames.Unknown(service, "UnknownRepository", "repository", name, known);
            }
        }
    }
}
