namespace ServiceGuru.Sandbox;

/// <summary>What was said in a room of the sandbox and is still there.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Sender">Who said it.</param>
/// <param name="Text">What.</param>
/// <param name="ReplyTo">The message to which it replies, or null.</param>
public sealed record RoomMessage(string Id, string Sender, string Text, string? ReplyTo);
