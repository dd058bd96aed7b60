namespace ServiceGuru.Services;

/// <summary>The chat system of a channel.</summary>
public enum ChannelKind
{
    /// <summary>A Matrix room.</summary>
    Matrix,

    /// <summary>A Slack channel.</summary>
    Slack,
}
