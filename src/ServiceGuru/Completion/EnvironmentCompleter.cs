using ServiceGuru.Services;

namespace ServiceGuru.Completion;

/// <summary>Completes environments.</summary>
public sealed class EnvironmentCompleter : DefinitionCompleter
{
    private protected override IEnumerable<Candidate> Names(ServiceDefinition service) => DefinitionCandidates.Environments(service);
}
