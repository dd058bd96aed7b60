using System.Text.Json;

namespace ServiceGuru.Sandbox.Chat;

/// <summary>What happened in a room.</summary>
/// <param name="Id">The event's id (Matrix) or time stamp (Slack), unique in the room.</param>
/// <param name="Time">When.</param>
/// <param name="Sender">Who.</param>
/// <param name="IsTopic">Whether it set the topic, or was said.</param>
/// <param name="Text">The topic or what was said, as people read it.</param>
/// <param name="Content">The whole content as the client sent it, where it sent an object.</param>
internal sealed record ChatMessage(string Id, DateTimeOffset Time, string Sender, bool IsTopic, string Text, JsonElement? Content)
{
    /// <summary>Gets a value indicating whether it left nothing that people would see.</summary>
    public bool Silent { get; init; }
}
