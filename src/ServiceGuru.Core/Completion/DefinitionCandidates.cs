using ServiceGuru.Services;

namespace ServiceGuru.Completion;

/// <summary>The names in a service definition, each with what it stands for.</summary>
public static class DefinitionCandidates
{
    /// <summary>The environments.</summary>
    /// <param name="service">The definition.</param>
    public static IEnumerable<Candidate> Environments(ServiceDefinition service) =>
        service.Environments.Select(environment => new Candidate(environment.Key, $"{environment.Value.Namespace} on {environment.Value.Cluster}"));

    /// <summary>The repositories.</summary>
    /// <param name="service">The definition.</param>
    public static IEnumerable<Candidate> Repositories(ServiceDefinition service) =>
        service.Repositories.Select(repository => new Candidate(repository.Name, repository.Url));

    /// <summary>The registry's repositories to which builds push.</summary>
    /// <param name="service">The definition.</param>
    public static IEnumerable<Candidate> ImageRepositories(ServiceDefinition service) =>
        service.Repositories.SelectMany(repository => repository.Build?.Images.Select(image => new Candidate(image, $"built from {repository.Name}")) ?? []);

    /// <summary>The image streams.</summary>
    /// <param name="service">The definition.</param>
    public static IEnumerable<Candidate> ImageStreams(ServiceDefinition service) =>
        service.ImageStreams.Select(stream => new Candidate(stream.Name, stream.Image));

    /// <summary>The channels.</summary>
    /// <param name="service">The definition.</param>
    public static IEnumerable<Candidate> Channels(ServiceDefinition service) =>
        service.Channels.Select(channel => new Candidate(channel.Name, $"{channel.Kind} {channel.Room}"));

    /// <summary>The texts for topics.</summary>
    /// <param name="service">The definition.</param>
    public static IEnumerable<Candidate> Topics(ServiceDefinition service) =>
        service.Topics.Select(topic => new Candidate(topic.Key, topic.Value));

    /// <summary>The task queues.</summary>
    /// <param name="service">The definition.</param>
    public static IEnumerable<Candidate> Queues(ServiceDefinition service) =>
        service.Queues?.Names.Select(name => new Candidate(name, $"queue of {service.Queues.App}")) ?? [];
}
