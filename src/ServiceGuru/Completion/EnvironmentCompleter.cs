using ServiceGuru.Services;

namespace ServiceGuru.Completion;

/// <summary>Completes environments.</summary>
public sealed class EnvironmentCompleter : DefinitionCompleter
{
    private protected override IEnumerable<(string Word, string Hint)> Words(ServiceDefinition service) =>
        service.Environments.Select(environment => (environment.Key, $"{environment.Value.Namespace} on {environment.Value.Cluster}"));
}
