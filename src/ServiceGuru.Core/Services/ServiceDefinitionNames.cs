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
            : throw Unknown("UnknownEnvironment", "environment", name, service, service.Environments.Keys);

    /// <summary>Gives an image stream.</summary>
    /// <exception cref="GuruException">There is none (<c>UnknownImageStream</c>).</exception>
    public static ImageStreamDefinition FindImageStream(this ServiceDefinition service, string name) =>
        service.ImageStreams.FirstOrDefault(stream => stream.Name == name)
        ?? throw Unknown("UnknownImageStream", "image stream", name, service, service.ImageStreams.Select(stream => stream.Name));

    private static GuruException Unknown(string id, string what, string name, ServiceDefinition service, IEnumerable<string> known)
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
