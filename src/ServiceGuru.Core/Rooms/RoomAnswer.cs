namespace ServiceGuru.Rooms;

/// <summary>A clear yes or no of somebody in a room.</summary>
/// <param name="Id">What tells it from all others in the room; another one once the message says something else.</param>
/// <param name="User">Who, by the system's own user id.</param>
/// <param name="Yes">Whether it is a yes.</param>
/// <param name="Comment">What they said with it, or null.</param>
/// <param name="Values">The values they gave, by the name of the gate's input.</param>
/// <param name="Time">When, or null where the system does not tell.</param>
public sealed record RoomAnswer(string Id, string User, bool Yes, string? Comment, IReadOnlyDictionary<string, string> Values, DateTimeOffset? Time);
