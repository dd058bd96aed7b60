using ServiceGuru.Documents;
using ServiceGuru.Operations;

namespace ServiceGuru.Services;

/// <summary>Finds parts of a definition by name; an unknown name is an error that says what was probably meant.</summary>
internal static class ServiceDefinitionNames
{
    /// <summary>Gives an environment.</summary>
    /// <exception cref="GuruException">There is none (<c>UnknownEnvironment</c>).</exception>
    public static EnvironmentDefinition FindEnvironment(this ServiceDefinition service, string name) =>
        service.Environments.TryGetValue(name, out EnvironmentDefinition? environment)
            ? environment
            : throw Unknown(service, "UnknownEnvironment", "environment", name, service.Environments.Keys);

    /// <summary>Gives the environment of a name, or without one the only one that is production.</summary>
    /// <exception cref="GuruException">There is none (<c>UnknownEnvironment</c>), or no single production one (<c>EnvironmentNotGiven</c>).</exception>
    public static EnvironmentChoice ChooseEnvironment(this ServiceDefinition service, string? name)
    {
        if (name is not null)
        {
            return new EnvironmentChoice(name, service.FindEnvironment(name));
        }

        List<EnvironmentChoice> production = [.. service.Environments.Where(entry => entry.Value.Production).Select(entry => new EnvironmentChoice(entry.Key, entry.Value))];
        return production.Count == 1 ? production[0] : throw new GuruException(new Failure
        {
            Id = "EnvironmentNotGiven",
            Kind = FailureKind.Usage,
            Message = $"Service {service.Name} has {(production.Count == 0 ? "no production environment" : $"{production.Count} production environments")}, so the environment must be named.",
            Target = service.Name,
            Cause = $"Known: {string.Join(", ", service.Environments.Keys.Order(StringComparer.Ordinal))}.",
            NextAction = "Name one of these environments.",
        });
    }

    /// <summary>Gives an image stream.</summary>
    /// <exception cref="GuruException">There is none (<c>UnknownImageStream</c>).</exception>
    public static ImageStreamDefinition FindImageStream(this ServiceDefinition service, string name) =>
        service.ImageStreams.FirstOrDefault(stream => stream.Name == name)
        ?? throw Unknown(service, "UnknownImageStream", "image stream", name, service.ImageStreams.Select(stream => stream.Name));

    /// <summary>Makes the error of a name that the definition does not have.</summary>
    /// <param name="service">The definition.</param>
    /// <param name="id">The failure's stable id.</param>
    /// <param name="what">What was looked for, in the singular.</param>
    /// <param name="name">The name that was given.</param>
    /// <param name="known">The names that there are.</param>
    public static GuruException Unknown(ServiceDefinition service, string id, string what, string name, IEnumerable<string> known)
    {
        List<string> names = [.. known.Order(StringComparer.Ordinal)];
        string hint = NearestName.Find(name, names) is { } nearest ? $" Did you mean '{nearest}'?" : string.Empty;
        return new GuruException(new Failure
        {
            Id = id,
            Kind = FailureKind.Usage,
            Message = $"Service {service.Name} has no {what} '{name}'.{hint}",
            Target = name,
            Cause = names.Count == 0 ? $"The definition names no {what}." : $"Known: {string.Join(", ", names)}.",
            NextAction = names.Count == 0 ? "Add it to the service definition." : "Use one of these names, or add it to the service definition.",
        });
    }
}
