namespace ServiceGuru.Sandbox;

/// <summary>What somebody does in a room of the sandbox.</summary>
public sealed record RoomAct
{
    /// <summary>The name that stands for the newest message: the client's own, or where something is edited or deleted the person's.</summary>
    public const string Last = "last";

    /// <summary>The room: the channel's name in the definition.</summary>
    public required string Room { get; init; }

    /// <summary>Who: a user id, e.g. <c>@laura:fedora.im</c> or <c>U0LAURA</c>; in Matrix also the part before the colon alone.</summary>
    public required string As { get; init; }

    /// <summary>What is said, or the new text of an edit.</summary>
    public string? Text { get; init; }

    /// <summary>The message that is meant: <see cref="Last"/>, its id, or words that stand in it. Null says it in the room itself.</summary>
    public string? To { get; init; }

    /// <summary>The emoji of a reaction: itself or, in Slack, its name.</summary>
    public string? React { get; init; }

    /// <summary>Whether it quotes the message instead of standing in its thread (Matrix).</summary>
    public bool Quote { get; init; }

    /// <summary>Whether the text replaces that of the person's message.</summary>
    public bool Edit { get; init; }

    /// <summary>Whether the reaction, or without one the message, is taken away.</summary>
    public bool TakeBack { get; init; }

    /// <summary>Whether a program does it, and not a person.</summary>
    public bool Bot { get; init; }
}
