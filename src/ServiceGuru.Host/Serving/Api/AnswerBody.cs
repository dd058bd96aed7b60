using System.Text.Json.Nodes;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>An answer to a gate.</summary>
internal sealed record AnswerBody
{
    /// <summary>Whether the answer is yes.</summary>
    public required bool Yes { get; init; }

    /// <summary>A word with it.</summary>
    public string? Comment { get; init; }

    /// <summary>The values that the gate asks for, by the name of its input.</summary>
    public JsonObject? Values { get; init; }

    /// <summary>The opening of the gate that is meant; the present one if absent.</summary>
    public int? Opening { get; init; }
}
