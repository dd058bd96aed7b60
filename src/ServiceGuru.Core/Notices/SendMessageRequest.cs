using System.ComponentModel;

namespace ServiceGuru.Notices;

/// <summary>What to say where.</summary>
public sealed record SendMessageRequest
{
    /// <summary>The name of a text in the definition's topics.</summary>
    [Description("The name of a text in the definition's topics.")]
    public string? Message { get; init; }

    /// <summary>The text itself, instead of a name.</summary>
    [Description("The text itself, instead of a name.")]
    public string? Text { get; init; }

    /// <summary>The channels by name; all if absent.</summary>
    [Description("The channels by name; all if absent.")]
    public IReadOnlyList<string>? Channels { get; init; }
}
