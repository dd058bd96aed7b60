namespace ServiceGuru.Rooms;

/// <summary>What stands below a message in a room.</summary>
/// <param name="Replies">What people said and how they reacted, oldest first where the system tells; nothing of our own, nothing of bots.</param>
/// <param name="Said">The keys of our own messages in the thread.</param>
public sealed record RoomThread(IReadOnlyList<RoomReply> Replies, IReadOnlySet<string> Said);
