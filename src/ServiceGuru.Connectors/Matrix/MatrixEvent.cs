using System.Text.Json;
using ServiceGuru.Connectors.Http;

namespace ServiceGuru.Connectors.Matrix;

/// <summary>
/// What counts of a room's event, whoever sent it (https://spec.matrix.org/latest/client-server-api/#forming-relationships-between-events).
/// A redacted event has lost its content, and with it all that is read here.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type, e.g. <c>m.room.message</c>.</param>
/// <param name="Sender">Who, as the homeserver has it.</param>
/// <param name="Time">When, as the sender's homeserver says.</param>
internal sealed record MatrixEvent(string Id, string Type, string Sender, DateTimeOffset Time)
{
    // Longer ones are no answer, and are not kept.
    private const int LongestText = 2_000;

    /// <summary>Gets how it relates to another event, e.g. <c>m.thread</c>; <c>m.in_reply_to</c> for a rich reply.</summary>
    public string? Relation { get; init; }

    /// <summary>Gets the event that it relates to.</summary>
    public string? RelatesTo { get; init; }

    /// <summary>Gets the emoji of a reaction.</summary>
    public string? Emoji { get; init; }

    /// <summary>Gets the text of a message of the type <c>m.text</c>; bots send notices. The new text, where it is an edit.</summary>
    public string? Text { get; init; }

    /// <summary>Gets our own key.</summary>
    public string? Key { get; init; }

    /// <summary>Gets a value indicating whether it has any content; a redacted event has none.</summary>
    public bool HasContent { get; init; }

    /// <summary>Reads an event; null where it is another room's, or lacks what every event has.</summary>
    public static MatrixEvent? Read(JsonElement json, string room)
    {
        if (json.ValueKind != JsonValueKind.Object || json.Text("event_id") is not { } id || json.Text("type") is not { } type || json.Text("sender") is not { } sender
            || (json.Text("room_id") ?? room) != room || json.At("state_key") is not null
            || json.Number("origin_server_ts") is not { } time || time < 0 || time > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return null;
        }

        JsonElement content = json.At("content") ?? default;
        string? relation = content.Text("m.relates_to", "rel_type");
        string? repliedTo = content.Text("m.relates_to", "m.in_reply_to", "event_id");
        JsonElement? message = relation == "m.replace" ? content.At("m.new_content") : content;
        return new MatrixEvent(id, type, sender, DateTimeOffset.FromUnixTimeMilliseconds(time))
        {
            Relation = relation ?? (repliedTo is null ? null : "m.in_reply_to"),
            RelatesTo = relation is null ? repliedTo : content.Text("m.relates_to", "event_id"),
            Emoji = relation == "m.annotation" && type == "m.reaction" ? content.Text("m.relates_to", "key") : null,
            Text = type == "m.room.message" && message?.Text("msgtype") == "m.text" && message?.Text("body") is { Length: <= LongestText } body ? WithoutQuote(body) : null,
            Key = content.Text(MatrixRoom.KeyField),
            HasContent = content.ValueKind == JsonValueKind.Object && content.EnumerateObject().Any(),
        };
    }

    // Before version 1.13 of the specification a reply began with what it answers, each line behind "> ".
    private static string WithoutQuote(string body)
    {
        string[] lines = body.Split('\n');
        int quoted = lines.TakeWhile(line => line.StartsWith("> ", StringComparison.Ordinal)).Count();
        return quoted == 0 ? body : string.Join('\n', lines.Skip(quoted)).TrimStart('\r', '\n');
    }
}
