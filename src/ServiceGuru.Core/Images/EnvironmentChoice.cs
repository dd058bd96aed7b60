using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Images;

/// <summary>An environment and its name.</summary>
internal sealed record EnvironmentChoice(string Name, EnvironmentDefinition Definition)
{
    /// <summary>Finds an environment by name, or the one that is production.</summary>
    /// <exception cref="GuruException">There is none (<c>UnknownEnvironment</c>), or no single production one (<c>EnvironmentNotGiven</c>).</exception>
    public static EnvironmentChoice Find(ServiceDefinition service, string? name)
    {
        if (name is not null)
        {
            return service.Environments.TryGetValue(name, out EnvironmentDefinition? named)
                ? new EnvironmentChoice(name, named)
                : throw Wrong("UnknownEnvironment", name, $"{service.DisplayName} has no environment '{name}'.{NearestName.Hint(name, service.Environments.Keys)}");
        }

        List<EnvironmentChoice> production = [.. service.Environments.Where(entry => entry.Value.Production).Select(entry => new EnvironmentChoice(entry.Key, entry.Value))];
        return production.Count == 1
            ? production[0]
            : throw Wrong("EnvironmentNotGiven", null, $"{service.DisplayName} has {production.Count} production environments, so the environment must be named. Known: {string.Join(", ", service.Environments.Keys)}.");
    }

    private static GuruException Wrong(string id, string? target, string message) => new(new Failure
    {
        Id = id,
        Kind = FailureKind.Usage,
        Target = target,
        Message = message,
        NextAction = "Use a name from the service definition's environments.",
    });
}
