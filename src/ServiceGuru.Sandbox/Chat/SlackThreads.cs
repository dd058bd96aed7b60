using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Chat;

/// <summary>
/// Reads messages, threads and reactions (https://docs.slack.dev/reference/methods: conversations.history,
/// conversations.replies, reactions.get).
/// </summary>
/// <param name="rooms">The channels.</param>
/// <param name="faults">The switches.</param>
internal sealed class SlackThreads(ChatRooms rooms, IFaultBoard faults)
{
    /// <summary>The fault that the app may not read the channel.</summary>
    public const string ScopeFault = "slack-missing-scope";

    private const string CursorScheme = "next_ts:";

    /// <summary>The newest messages of the channel itself.</summary>
    public IResult History(ChatRoom room, IReadOnlyDictionary<string, string> fields)
    {
        IReadOnlyList<ChatMessage> seen = rooms.SeenIn(room);
        decimal oldest = decimal.TryParse(fields.GetValueOrDefault("oldest"), CultureInfo.InvariantCulture, out decimal given) ? given : 0;
        List<ChatMessage> found =
        [
            .. seen.Where(message => message is { Kind: ChatKind.Topic } or { Kind: ChatKind.Message, Target: null })
                .Where(message => !message.Removed || HasReplies(message, seen))
                .Reverse()
                .Where(message => Stamp(message) > oldest),
        ];
        return Page(room, found, fields, seen, ("pin_count", 0));
    }

    /// <summary>A thread, its root first.</summary>
    public IResult Replies(ChatRoom room, IReadOnlyDictionary<string, string> fields)
    {
        if (Lacks("channels:history") is { } refusal)
        {
            return refusal;
        }

        IReadOnlyList<ChatMessage> seen = rooms.SeenIn(room);
        string? root = fields.GetValueOrDefault("ts");
        if (seen.FirstOrDefault(message => message.Id == root && message.Kind != ChatKind.Reaction && (!message.Removed || HasReplies(message, seen))) is not { } asked)
        {
            return SlackApi.Error("thread_not_found");
        }

        return Page(room, [asked, .. seen.Where(message => message is { Kind: ChatKind.Message, Removed: false } && message.Target == root)], fields, seen);
    }

    /// <summary>The reactions to a message.</summary>
    public IResult Reactions(ChatRoom room, IReadOnlyDictionary<string, string> fields)
    {
        if (Lacks("reactions:read") is { } refusal)
        {
            return refusal;
        }

        IReadOnlyList<ChatMessage> seen = rooms.SeenIn(room);
        bool full = fields.GetValueOrDefault("full") is "true" or "1";
        return seen.FirstOrDefault(message => message is { Kind: ChatKind.Message, Removed: false } && message.Id == fields.GetValueOrDefault("timestamp")) is { } found
            ? Results.Json(new { ok = true, type = "message", channel = room.Channel.Room, message = SlackShapes.Message(room, found, seen, withMetadata: false, full) })
            : SlackApi.Error("message_not_found");
    }

    private IResult? Lacks(string scope) => !faults.IsActive(ScopeFault) ? null
        : Results.Json(new { ok = false, error = "missing_scope", needed = scope, provided = "channels:read,channels:write.topic,chat:write" });

    private static bool HasReplies(ChatMessage root, IReadOnlyList<ChatMessage> seen) => seen.Any(message => message is { Kind: ChatKind.Message, Removed: false } && message.Target == root.Id);

    private static decimal Stamp(ChatMessage message) => decimal.Parse(message.Id, CultureInfo.InvariantCulture);

    private static IResult Page(
        ChatRoom room, List<ChatMessage> found, IReadOnlyDictionary<string, string> fields, IReadOnlyList<ChatMessage> seen, params (string Name, object Value)[] more)
    {
        int start = 0;
        if (fields.GetValueOrDefault("cursor") is { Length: > 0 } cursor)
        {
            string stamp = Encoding.UTF8.GetString(Convert.FromBase64String(cursor));
            start = stamp.StartsWith(CursorScheme, StringComparison.Ordinal) ? found.FindIndex(message => message.Id == stamp[CursorScheme.Length..]) : -1;
            if (start < 0)
            {
                return SlackApi.Error("invalid_cursor");
            }
        }

        int limit = int.TryParse(fields.GetValueOrDefault("limit"), out int asked) ? Math.Clamp(asked, 1, 999) : 100;
        bool withMetadata = fields.GetValueOrDefault("include_all_metadata") is "true" or "1";
        Dictionary<string, object> answer = more.ToDictionary(pair => pair.Name, pair => pair.Value);
        answer["ok"] = true;
        answer["messages"] = found.Skip(start).Take(limit).Select(message => SlackShapes.Message(room, message, seen, withMetadata));
        answer["has_more"] = start + limit < found.Count;
        if (start + limit < found.Count)
        {
            string next = Convert.ToBase64String(Encoding.UTF8.GetBytes(CursorScheme + found[start + limit].Id));
            answer["response_metadata"] = new { next_cursor = next };
        }

        return Results.Json(answer);
    }
}
