using ServiceGuru.Services;

namespace ServiceGuru.Completion;

/// <summary>Completes the registry's repositories to which builds push.</summary>
public sealed class ImageRepositoryCompleter : DefinitionCompleter
{
    private protected override IEnumerable<(string Word, string Hint)> Words(ServiceDefinition service) =>
        service.Repositories.SelectMany(repository => repository.Build?.Images.Select(image => (image, $"built from {repository.Name}")) ?? []);
}
