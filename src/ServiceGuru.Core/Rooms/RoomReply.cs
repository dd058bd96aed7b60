namespace ServiceGuru.Rooms;

/// <summary>Somebody's reply or reaction to a message.</summary>
/// <param name="Id">What tells it from all others in the room; the same after an edit.</param>
/// <param name="User">Who, by the system's own user id, e.g. <c>@anna:example.org</c> or <c>U0123</c>.</param>
/// <param name="Text">The reply's text as people read it; null for a reaction.</param>
/// <param name="Reaction">The emoji itself (Matrix) or its name (Slack, e.g. <c>+1::skin-tone-2</c>); null for a reply.</param>
/// <param name="Time">When, or null where the system does not tell (reactions in Slack).</param>
public sealed record RoomReply(string Id, string User, string? Text, string? Reaction, DateTimeOffset? Time);
