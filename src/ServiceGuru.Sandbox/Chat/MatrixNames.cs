using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Chat;

/// <summary>A room's names in Matrix: the definition gives either its id or its alias.</summary>
internal static class MatrixNames
{
    /// <summary>The room's id, <c>!…:server</c>.</summary>
    public static string Id(ChatRoom room) => room.Channel.Room.StartsWith('!')
        ? room.Channel.Room
        : $"!{StableHash.Hex(room.Channel.Room, 18)}:{Server(room)}";

    /// <summary>The room's alias, or null where the definition gives the id.</summary>
    public static string? Alias(ChatRoom room) => room.Channel.Room.StartsWith('#') ? room.Channel.Room : null;

    /// <summary>The homeserver's name.</summary>
    public static string Server(ChatRoom room) =>
        room.Channel.Room.IndexOf(':', StringComparison.Ordinal) is > 0 and int colon ? room.Channel.Room[(colon + 1)..] : "matrix.example.org";

    /// <summary>The user that tokens belong to.</summary>
    public static string Bot(ChatRoom room) => $"@service-guru:{Server(room)}";
}
