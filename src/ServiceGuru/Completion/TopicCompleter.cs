using ServiceGuru.Services;

namespace ServiceGuru.Completion;

/// <summary>Completes the names of topic texts.</summary>
public sealed class TopicCompleter : DefinitionCompleter
{
    private protected override IEnumerable<(string Word, string Hint)> Words(ServiceDefinition service) =>
        service.Topics.Select(topic => (topic.Key, topic.Value));
}
