using ServiceGuru.Services;

namespace ServiceGuru.Completion;

/// <summary>Completes repositories.</summary>
public sealed class RepositoryCompleter : DefinitionCompleter
{
    private protected override IEnumerable<Candidate> Names(ServiceDefinition service) => DefinitionCandidates.Repositories(service);
}
