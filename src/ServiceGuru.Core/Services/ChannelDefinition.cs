using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>One chat channel.</summary>
public sealed record ChannelDefinition
{
    /// <summary>The channel's name in the definition, unique.</summary>
    [Description("Name in this definition, unique.")]
    public required string Name { get; init; }

    /// <summary>The chat system.</summary>
    [Description("The chat system.")]
    public required ChannelKind Kind { get; init; }

    /// <summary>The homeserver (Matrix) or API root (Slack); Slack's public one if absent.</summary>
    [Description("Matrix: the homeserver, e.g. https://fedora.ems.host. Slack: the API root, https://slack.com/api if absent.")]
    public Uri? Url { get; init; }

    /// <summary>Matrix: room id (<c>!…</c>) or alias (<c>#…</c>). Slack: channel id (<c>C…</c>).</summary>
    [Description("Matrix: room id (!...) or alias (#...). Slack: channel id (C...).")]
    public required string Room { get; init; }

    /// <summary>The access token, by reference.</summary>
    [Description("The access token, as a secret reference.")]
    public SecretReference? Token { get; init; }

    /// <summary>Whether a message tells of a changed topic.</summary>
    [Description("Whether a message tells of a changed topic: auto (only where the change does not show in the channel by itself), always or never.")]
    public TopicAnnouncement Announce { get; init; }
}
