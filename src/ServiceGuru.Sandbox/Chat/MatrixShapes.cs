using System.Text.Json;

namespace ServiceGuru.Sandbox.Chat;

/// <summary>
/// Events as a homeserver gives them (https://spec.matrix.org/latest/client-server-api/#room-event-format): relations
/// in the content, the newest edit bundled, and nothing of the content once redacted.
/// </summary>
internal static class MatrixShapes
{
    /// <summary>The type of an event.</summary>
    public static string TypeOf(ChatMessage message) => message.Kind switch
    {
        ChatKind.Topic => "m.room.topic",
        ChatKind.Reaction => "m.reaction",
        _ => "m.room.message",
    };

    /// <summary>The root of the thread in which a content stands, or null.</summary>
    public static string? ThreadOf(JsonElement content) =>
        content.TryGetProperty("m.relates_to", out JsonElement relation) && relation.TryGetProperty("rel_type", out JsonElement type) && type.GetString() == "m.thread"
            ? relation.GetProperty("event_id").GetString()
            : null;

    /// <summary>How an event relates to its target, or null where it is no relation: a rich reply is none.</summary>
    public static string? RelationOf(ChatMessage message) => message switch
    {
        { Target: null } or { Quotes: true } or { Removed: true } => null,
        { Kind: ChatKind.Reaction } => "m.annotation",
        { Kind: ChatKind.Edit } => "m.replace",
        _ => "m.thread",
    };

    /// <summary>An event.</summary>
    /// <param name="room">Its room.</param>
    /// <param name="message">What happened.</param>
    /// <param name="all">All that can be seen of the room.</param>
    public static Dictionary<string, object> Event(ChatRoom room, ChatMessage message, IReadOnlyList<ChatMessage> all)
    {
        Dictionary<string, object> shape = Bare(room, message);
        if (message is { Kind: ChatKind.Message, Removed: false } && all.LastOrDefault(one => one.Kind == ChatKind.Edit && one.Target == message.Id && !one.Removed) is { } edit)
        {
            shape["unsigned"] = new Dictionary<string, object> { ["m.relations"] = new Dictionary<string, object> { ["m.replace"] = Bare(room, edit) } };
        }

        if (message.Removed)
        {
            shape["unsigned"] = new { redacted_because = new { type = "m.room.redaction", sender = shape["sender"], content = new { } } };
        }

        return shape;
    }

    /// <summary>The content of an event.</summary>
    public static object Content(ChatMessage message)
    {
        if (message.Removed)
        {
            return new { };
        }

        if (message.Content is { } content)
        {
            return content;
        }

        string type = message.IsBot ? "m.notice" : "m.text";
        return message.Kind switch
        {
            ChatKind.Topic => new { topic = message.Text },
            ChatKind.Reaction => With(new Dictionary<string, object> { ["rel_type"] = "m.annotation", ["event_id"] = message.Target!, ["key"] = message.Text }),
            ChatKind.Edit => With(
                new Dictionary<string, object> { ["rel_type"] = "m.replace", ["event_id"] = message.Target! },
                ("msgtype", type), ("body", $"* {message.Text}"), ("m.new_content", new { msgtype = type, body = message.Text })),
            _ when message.Target is null => new { msgtype = type, body = message.Text },
            _ when message.Quotes => With(Reply(message), ("msgtype", type), ("body", message.Text)),
            _ => With(new Dictionary<string, object>(Reply(message)) { ["rel_type"] = "m.thread", ["event_id"] = message.Target, ["is_falling_back"] = true }, ("msgtype", type), ("body", message.Text)),
        };
    }

    private static Dictionary<string, object> Reply(ChatMessage message) => new() { ["m.in_reply_to"] = new { event_id = message.Target } };

    private static Dictionary<string, object> With(Dictionary<string, object> relation, params (string Name, object Value)[] more)
    {
        Dictionary<string, object> content = more.ToDictionary(pair => pair.Name, pair => pair.Value);
        content["m.relates_to"] = relation;
        return content;
    }

    private static Dictionary<string, object> Bare(ChatRoom room, ChatMessage message)
    {
        Dictionary<string, object> shape = new()
        {
            ["type"] = TypeOf(message),
            ["room_id"] = MatrixNames.Id(room),
            ["sender"] = message.Sender.StartsWith('@') ? message.Sender : $"@{message.Sender}:{MatrixNames.Server(room)}",
            ["event_id"] = message.Id,
            ["origin_server_ts"] = message.Time.ToUnixTimeMilliseconds(),
            ["content"] = Content(message),
        };
        if (message.IsTopic)
        {
            shape["state_key"] = string.Empty;
        }

        return shape;
    }
}
