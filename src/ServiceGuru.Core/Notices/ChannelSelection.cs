using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Notices;

/// <summary>Finds channels of a definition by name.</summary>
internal static class ChannelSelection
{
    /// <summary>Gives the named channels in the definition's order; all of them where no name is given.</summary>
    /// <exception cref="GuruException">A name is unknown (<c>UnknownChannel</c>).</exception>
    public static IReadOnlyList<ChannelDefinition> Select(ServiceDefinition service, IReadOnlyList<string>? names)
    {
        if (names is null or { Count: 0 })
        {
            return service.Channels;
        }

        List<string> known = [.. service.Channels.Select(channel => channel.Name)];
        foreach (string name in names.Where(name => !known.Contains(name, StringComparer.Ordinal)))
        {
            throw ServiceDefinitionNames.Unknown(service, "UnknownChannel", "channel", name, known);
        }

        return [.. service.Channels.Where(channel => names.Contains(channel.Name, StringComparer.Ordinal))];
    }

    /// <summary>Gives one channel.</summary>
    /// <exception cref="GuruException">The name is unknown (<c>UnknownChannel</c>).</exception>
    public static ChannelDefinition Find(ServiceDefinition service, string name) => Select(service, [name])[0];
}
