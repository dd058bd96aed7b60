using ServiceGuru.Services;

namespace ServiceGuru.Completion;

/// <summary>Completes the names of topic texts.</summary>
public sealed class TopicCompleter : DefinitionCompleter
{
    private protected override IEnumerable<Candidate> Names(ServiceDefinition service) => DefinitionCandidates.Topics(service);
}
