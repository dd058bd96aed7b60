using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Binding;

/// <summary>Chooses the environment of a cmdlet that is for production.</summary>
internal static class ProductionEnvironment
{
    /// <summary>Gives the named one, else the only one that is production.</summary>
    /// <exception cref="GuruException">None is named, and there is not exactly one (<c>EnvironmentNotGiven</c>).</exception>
    public static string Of(ServiceDefinition service, string? name)
    {
        if (name is not null)
        {
            return name;
        }

        List<string> production = [.. service.Environments.Where(entry => entry.Value.Production).Select(entry => entry.Key)];
        return production.Count == 1 ? production[0] : throw new GuruException(new Failure
        {
            Id = "EnvironmentNotGiven",
            Kind = FailureKind.Usage,
            Message = $"{service.Name} has {production.Count} production environments, so the environment must be named.",
            Target = service.Name,
            NextAction = $"Name one with -Environment: {string.Join(", ", service.Environments.Keys)}.",
        });
    }
}
