using ServiceGuru.Services;

namespace ServiceGuru.Completion;

/// <summary>Completes chat channels.</summary>
public sealed class ChannelCompleter : DefinitionCompleter
{
    private protected override IEnumerable<Candidate> Names(ServiceDefinition service) => DefinitionCandidates.Channels(service);
}
