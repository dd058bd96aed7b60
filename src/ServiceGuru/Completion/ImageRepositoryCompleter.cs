using ServiceGuru.Services;

namespace ServiceGuru.Completion;

/// <summary>Completes the registry's repositories to which builds push.</summary>
public sealed class ImageRepositoryCompleter : DefinitionCompleter
{
    private protected override IEnumerable<Candidate> Names(ServiceDefinition service) => DefinitionCandidates.ImageRepositories(service);
}
