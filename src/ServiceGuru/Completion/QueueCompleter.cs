using ServiceGuru.Services;

namespace ServiceGuru.Completion;

/// <summary>Completes task queues.</summary>
public sealed class QueueCompleter : DefinitionCompleter
{
    private protected override IEnumerable<Candidate> Names(ServiceDefinition service) => DefinitionCandidates.Queues(service);
}
