using ServiceGuru.Services;

namespace ServiceGuru.Completion;

/// <summary>Completes image streams.</summary>
public sealed class ImageStreamCompleter : DefinitionCompleter
{
    private protected override IEnumerable<(string Word, string Hint)> Words(ServiceDefinition service) =>
        service.ImageStreams.Select(stream => (stream.Name, stream.Image));
}
