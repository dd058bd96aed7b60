using ServiceGuru.Services;

namespace ServiceGuru.Completion;

/// <summary>Completes chat channels.</summary>
public sealed class ChannelCompleter : DefinitionCompleter
{
    private protected override IEnumerable<(string Word, string Hint)> Words(ServiceDefinition service) =>
        service.Channels.Select(channel => (channel.Name, $"{channel.Kind} {channel.Room}"));
}
