using System.Text.Json;

namespace ServiceGuru.Sandbox.Chat;

/// <summary>What happened in a room.</summary>
/// <param name="Id">The event's id (Matrix) or time stamp (Slack), unique in the room.</param>
/// <param name="Time">When.</param>
/// <param name="Sender">Who.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Text">The topic, what was said, as people read it, or the emoji.</param>
/// <param name="Content">The whole content as the client sent it, where it sent an object.</param>
internal sealed record ChatMessage(string Id, DateTimeOffset Time, string Sender, ChatKind Kind, string Text, JsonElement? Content)
{
    /// <summary>Gets the message in whose thread it stands, that it reacts to or that it edits; null for what stands in the room itself.</summary>
    public string? Target { get; init; }

    /// <summary>Gets a value indicating whether it quotes its target instead of standing in its thread (Matrix).</summary>
    public bool Quotes { get; init; }

    /// <summary>Gets a value indicating whether a program says it.</summary>
    public bool IsBot { get; init; }

    /// <summary>Gets a value indicating whether it was deleted, or the reaction taken back.</summary>
    public bool Removed { get; init; }

    /// <summary>Gets a value indicating whether it left nothing that people would see.</summary>
    public bool Silent { get; init; }

    /// <summary>Gets a value indicating whether somebody of the team did it, and not a client.</summary>
    public bool ByHand { get; init; }

    /// <summary>Gets a value indicating whether it set the topic.</summary>
    public bool IsTopic => Kind == ChatKind.Topic;
}
