using ServiceGuru.Services;

namespace ServiceGuru.Completion;

/// <summary>Completes image streams.</summary>
public sealed class ImageStreamCompleter : DefinitionCompleter
{
    private protected override IEnumerable<Candidate> Names(ServiceDefinition service) => DefinitionCandidates.ImageStreams(service);
}
