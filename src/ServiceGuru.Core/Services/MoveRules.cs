using System.Text.RegularExpressions;
using ServiceGuru.Documents;

namespace ServiceGuru.Services;

/// <summary>The rules of what a move keeps to: the order of repositories, their packages, and the record of it all.</summary>
/// <param name="service">The definition.</param>
/// <param name="at">Finds the deepest node on a path.</param>
/// <param name="add">Notes a mistake: its id, its node, its message.</param>
internal sealed partial class MoveRules(ServiceDefinition service, Func<object[], DocumentNode> at, Action<string, DocumentNode, string> add)
{
    private readonly IReadOnlyList<string> names = [.. service.Repositories.Select(repository => repository.Name).OfType<string>()];

    public void Check()
    {
        for (int index = 0; index < service.Repositories.Count; index++)
        {
            CheckDependencies(service.Repositories[index], index);
            CheckPackage(service.Repositories[index], index);
        }

        CheckProject();
        CheckMonorepo();
    }

    private void CheckDependencies(RepositoryDefinition repository, int index)
    {
        for (int entry = 0; entry < repository.DependsOn.Count; entry++)
        {
            string name = repository.DependsOn[entry];
            DocumentNode node = at(["repositories", index, "dependsOn", entry]);
            if (!names.Contains(name, StringComparer.Ordinal))
            {
                add("UnknownName", node, $"there is no repository '{name}'.{NearestName.Hint(name, names)}");
            }
            else if (PathBack(repository.Name, name) is { } path)
            {
                add("DependencyCycle", node, $"'{repository.Name}' can't wait for itself: {string.Join(" -> ", path)}.");
            }
        }
    }

    /// <summary>Gives the way on which a repository depends on itself by a dependency, or null.</summary>
    private List<string>? PathBack(string repository, string dependency)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Stack<List<string>> open = new([[repository, dependency]]);
        while (open.TryPop(out List<string>? path))
        {
            if (path[^1] == repository)
            {
                return path;
            }

            if (seen.Add(path[^1]) && service.Repositories.FirstOrDefault(one => one.Name == path[^1]) is { } next)
            {
                foreach (string further in next.DependsOn)
                {
                    open.Push([.. path, further]);
                }
            }
        }

        return null;
    }

    private void CheckPackage(RepositoryDefinition repository, int index)
    {
        if (repository.Package is null)
        {
            return;
        }

        if (service.Packages is null)
        {
            add("MissingKey", at(["repositories", index, "package"]), $"the package '{repository.Package}' can be awaited only with packages.");
        }

        if (repository.Package.Length == 0 || repository.Package.Any(char.IsWhiteSpace))
        {
            add("InvalidValue", at(["repositories", index, "package"]), $"package is no package name: '{repository.Package}'.");
        }
    }

    private void CheckProject()
    {
        if (service.Packages is not { } packages)
        {
            return;
        }

        foreach ((string key, TimeSpan value) in new[] { ("timeout", packages.Timeout), ("poll", packages.Poll) })
        {
            if (value <= TimeSpan.Zero || value > Duration.Longest)
            {
                add("InvalidValue", at(["packages", key]), $"packages.{key} must be more than zero, and at most {Duration.Format(Duration.Longest)}.");
            }
        }
    }

    private void CheckMonorepo()
    {
        if (service.Monorepo is not { } monorepo)
        {
            return;
        }

        if (monorepo.Url?.StartsWith('-') == true)
        {
            add("InvalidValue", at(["monorepo", "url"]), "url must not begin with a hyphen: git would take it for an option.");
        }

        if (!ServiceDefinitionRules.IsBranch(monorepo.Branch))
        {
            add("InvalidValue", at(["monorepo", "branch"]), $"branch is no branch name: '{monorepo.Branch}'.");
        }

        if (string.IsNullOrWhiteSpace(monorepo.Message))
        {
            add("InvalidValue", at(["monorepo", "message"]), "message must not be empty.");
        }

        if (monorepo.Author is not null && !AuthorPattern().IsMatch(monorepo.Author))
        {
            add("InvalidValue", at(["monorepo", "author"]), $"author must be Name <address>, not '{monorepo.Author}'.");
        }

        foreach ((string repository, string path) in monorepo.Submodules)
        {
            DocumentNode node = at(["monorepo", "submodules", repository]);
            if (!names.Contains(repository, StringComparer.Ordinal))
            {
                add("UnknownName", node, $"there is no repository '{repository}'.{NearestName.Hint(repository, names)}");
            }

            if (!PathPattern().IsMatch(path) || path.Split('/').Any(part => part is "." or ".." or ".git"))
            {
                add("InvalidValue", node, $"'{path}' is no path of a submodule: a relative path with forward slashes.");
            }
        }
    }

    [GeneratedRegex("^[^<>\\s][^<>\\r\\n]* <[^<>\\s]+@[^<>\\s]+>$")]
    private static partial Regex AuthorPattern();

    [GeneratedRegex("^[A-Za-z0-9_.][A-Za-z0-9_.-]*(/[A-Za-z0-9_.][A-Za-z0-9_.-]*)*$")]
    private static partial Regex PathPattern();
}
