namespace ServiceGuru.Sandbox.Chat;

/// <summary>What somebody did in a room.</summary>
internal enum ChatKind
{
    /// <summary>Set the topic.</summary>
    Topic,

    /// <summary>Said something, in the room or in a thread.</summary>
    Message,

    /// <summary>Reacted to a message.</summary>
    Reaction,

    /// <summary>Gave a message another text.</summary>
    Edit,
}
