using ServiceGuru.Services;

namespace ServiceGuru.Completion;

/// <summary>Completes repositories.</summary>
public sealed class RepositoryCompleter : DefinitionCompleter
{
    private protected override IEnumerable<(string Word, string Hint)> Words(ServiceDefinition service) =>
        service.Repositories.Select(repository => (repository.Name, repository.Url));
}
