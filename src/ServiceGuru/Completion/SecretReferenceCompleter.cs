using ServiceGuru.Services;

namespace ServiceGuru.Completion;

/// <summary>Completes the references to secrets of the default definition.</summary>
public sealed class SecretReferenceCompleter : DefinitionCompleter
{
    private protected override IEnumerable<Candidate> Names(ServiceDefinition service) =>
        Settings(service).Where(setting => setting.Reference is not null)
            .Select(setting => new Candidate(setting.Reference!.ToString(), setting.Name)).DistinctBy(candidate => candidate.Word);

    private static IEnumerable<(SecretReference? Reference, string Name)> Settings(ServiceDefinition service) =>
    [
        (service.CodeHost?.Token, "codeHost.token"),
        (service.Registry?.Token, "registry.token"),
        (service.Registry?.Cleanup.Token, "registry.cleanup.token"),
        (service.ErrorTracker?.Token, "errorTracker.token"),
        (service.Mastodon?.Token, "mastodon.token"),
        .. service.Channels.Select(channel => (channel.Token, $"channels[{channel.Name}].token")),
        .. service.Clusters.Select(cluster => (cluster.Value.Token, $"clusters.{cluster.Key}.token")),
    ];
}
