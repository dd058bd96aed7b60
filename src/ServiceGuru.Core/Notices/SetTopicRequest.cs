using System.ComponentModel;

namespace ServiceGuru.Notices;

/// <summary>Which topic to set where.</summary>
public sealed record SetTopicRequest
{
    /// <summary>The name of the text that is used where none is given.</summary>
    internal const string DefaultMessage = "redeploying";

    /// <summary>The name of the shorter text that is used where none is given.</summary>
    internal const string DefaultFallback = "in-progress";

    /// <summary>The name of a text in the definition's topics; <c>redeploying</c> if absent.</summary>
    [Description("The name of a text in the definition's topics; redeploying if absent.")]
    public string? Message { get; init; }

    /// <summary>The text itself, instead of a name.</summary>
    [Description("The text itself, instead of a name.")]
    public string? Text { get; init; }

    /// <summary>The name of a shorter text for channels where the first does not fit; <c>in-progress</c> if absent and defined.</summary>
    [Description("The name of a shorter text, used where the first does not fit; in-progress if absent.")]
    public string? Fallback { get; init; }

    /// <summary>The channels by name; all if absent.</summary>
    [Description("The channels by name; all if absent.")]
    public IReadOnlyList<string>? Channels { get; init; }
}
