using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Chat;

/// <summary>Lets people act in the rooms.</summary>
/// <param name="matrix">The Matrix rooms.</param>
/// <param name="slack">The Slack channels.</param>
/// <param name="clock">The clock.</param>
internal sealed class RoomActs(ChatRooms matrix, ChatRooms slack, SandboxClock clock)
{
    private static readonly Dictionary<string, string> SlackNames = new(StringComparer.Ordinal)
    {
        ["👍"] = "+1", ["👎"] = "-1", ["✅"] = "white_check_mark", ["❌"] = "x", ["🎉"] = "tada", ["👀"] = "eyes",
    };

    /// <summary>Gives what was said in a room and is still there, oldest first.</summary>
    /// <exception cref="ArgumentException">There is no such room.</exception>
    public IReadOnlyList<RoomMessage> Said(string room)
    {
        ChatRoom found = Find(room);
        IReadOnlyList<ChatMessage> all = found.Messages;
        return [.. all.Where(message => message is { Kind: ChatKind.Message, Removed: false }).Select(message => new RoomMessage(message.Id, message.Sender, found.TextOf(message), message.Target))];
    }

    /// <summary>Does something.</summary>
    /// <returns>The id of what was said, edited or taken away, or of the reaction.</returns>
    /// <exception cref="ArgumentException">There is no such room or message, or the act says nothing.</exception>
    public string Do(RoomAct act)
    {
        ChatRoom room = Find(act.Room);
        string user = room.Channel.Kind == ChannelKind.Matrix && !act.As.StartsWith('@') ? $"@{act.As}:{MatrixNames.Server(room)}" : act.As;
        string? emoji = act.React is { } given && room.Channel.Kind == ChannelKind.Slack ? SlackNames.GetValueOrDefault(given, given.Trim(':')) : act.React;
        bool own = act.Edit || (act.TakeBack && emoji is null);
        ChatMessage? target = act.To is null && !own && emoji is null ? null : Target(room, act.To ?? RoomAct.Last, own ? user : null);
        if (act.TakeBack)
        {
            ChatMessage gone = emoji is null ? target! : room.Messages.LastOrDefault(one => one is { Kind: ChatKind.Reaction, Removed: false } && one.Target == target!.Id && one.Sender == user && one.Text == emoji)
                ?? throw new ArgumentException($"{user} has not reacted with {emoji}.");
            room.Remove(gone.Id);
            return gone.Id;
        }

        ChatKind kind = emoji is not null ? ChatKind.Reaction : act.Edit ? ChatKind.Edit : ChatKind.Message;
        string text = emoji ?? act.Text ?? throw new ArgumentException("The act says nothing: give a text or a reaction.");
        return room.ActByHand(new ChatMessage(string.Empty, clock.Now, user, kind, text, Content: null) { Target = target?.Id, Quotes = act.Quote, IsBot = act.Bot }).Id;
    }

    private ChatRoom Find(string name) => matrix.All.Concat(slack.All).FirstOrDefault(room => room.Channel.Name == name)
        ?? throw new ArgumentException($"There is no room '{name}': {string.Join(", ", matrix.All.Concat(slack.All).Select(room => room.Channel.Name))}.");

    // A thread has one root, whichever of its messages is answered.
    private static ChatMessage Target(ChatRoom room, string name, string? author)
    {
        List<ChatMessage> there = [.. room.Messages.Where(one => one is { Kind: ChatKind.Message, Removed: false } && (author is null ? one.Target is null : one.Sender == author))];
        return there.Find(one => one.Id == name)
            ?? (name == RoomAct.Last ? there.FindLast(one => author is not null || !one.ByHand) : there.FindLast(one => one.Text.Contains(name, StringComparison.OrdinalIgnoreCase)))
            ?? throw new ArgumentException($"There is no message '{name}' in {room.Channel.Name}.");
    }
}
