using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Web;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Chat;

/// <summary>
/// Slack's Web API, as far as topics and messages go (https://docs.slack.dev/reference/methods: auth.test,
/// conversations.info, conversations.history, conversations.setTopic, chat.postMessage). Errors are 200 with <c>ok: false</c>.
/// </summary>
/// <param name="rooms">The channels.</param>
/// <param name="faults">The switches.</param>
internal sealed class SlackApi(ChatRooms rooms, IFaultBoard faults)
{
    private const string DownFault = "slack-down";
    private const string LimitFault = "slack-rate-limited";
    private const string RevokedFault = "token-revoked";
    private const int LongestTopic = 250;
    private const string Bot = "U0SERVGURU";

    private readonly ConcurrentDictionary<string, bool> limited = new(StringComparer.Ordinal);

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/{method}", ["GET", "POST"], AnswerAsync);

    private static IResult Error(string error) => Results.Json(new { ok = false, error });

    private async Task<IResult> AnswerAsync(HttpRequest request, string method, CancellationToken cancellationToken)
    {
        if (faults.IsActive(DownFault))
        {
            return Results.Text("upstream connect error or disconnect/reset before headers", "text/plain", statusCode: 503);
        }

        // Once a method: who waits as told gets through (https://docs.slack.dev/apis/web-api/rate-limits).
        if (faults.IsActive(LimitFault) && limited.TryAdd(method, true))
        {
            request.HttpContext.Response.Headers.RetryAfter = "1";
            return Results.Json(new { ok = false, error = "ratelimited" }, statusCode: 429);
        }

        if (await Fields.ReadAsync(request, cancellationToken) is not { } fields)
        {
            return Error("invalid_json");
        }

        string? token = BearerToken.Read(request, "Bearer") ?? fields.GetValueOrDefault("token");
        if (string.IsNullOrEmpty(token))
        {
            return Error("not_authed");
        }

        if (!rooms.Admits(token))
        {
            return Error("invalid_auth");
        }

        if (faults.IsActive(RevokedFault))
        {
            return Error("token_revoked");
        }

        return method switch
        {
            "auth.test" => Results.Json(new
            {
                ok = true, url = "https://sandbox.slack.com/", team = "Sandbox", user = "service-guru", team_id = "T0SANDBOX", user_id = Bot, bot_id = "B0SERVGURU",
            }),
            "conversations.info" => InChannel(fields, room => Results.Json(new { ok = true, channel = Channel(room) })),
            "conversations.history" => InChannel(fields, room => History(room, fields)),
            "conversations.setTopic" => InChannel(fields, room => SetTopic(room, fields.GetValueOrDefault("topic"))),
            "chat.postMessage" => InChannel(fields, room => Post(room, fields)),
            _ => Results.Json(new { ok = false, error = "unknown_method", req_method = method }),
        };
    }

    private IResult InChannel(IReadOnlyDictionary<string, string> fields, Func<ChatRoom, IResult> answer) =>
        rooms.All.FirstOrDefault(room => room.Channel.Room == fields.GetValueOrDefault("channel")) is { } room ? answer(room) : Error("channel_not_found");

    private IResult SetTopic(ChatRoom room, string? topic)
    {
        if (topic is null)
        {
            return Results.Json(new { ok = false, error = "invalid_arguments", response_metadata = new { messages = new[] { "[ERROR] missing required field: topic" } } });
        }

        // Slack keeps &, < and > escaped, and takes them escaped or not.
        string text = Unescape(topic);
        if (text.Length > LongestTopic)
        {
            return Error("too_long");
        }

        room.SetTopic(Bot, text, silent: faults.IsActive(ChatRooms.SilentFault));
        return Results.Json(new { ok = true, channel = Channel(room) });
    }

    private static IResult Post(ChatRoom room, IReadOnlyDictionary<string, string> fields)
    {
        string? text = fields.GetValueOrDefault("text");
        if (string.IsNullOrEmpty(text))
        {
            return Error("no_text");
        }

        // Metadata is an object, or in a form the same as text (https://docs.slack.dev/messaging/message-metadata).
        JsonElement? metadata = fields.GetValueOrDefault("metadata") is { } given ? JsonElement.Parse(given) : null;
        ChatMessage message = room.Say(Bot, Unescape(text), metadata);
        return Results.Json(new { ok = true, channel = room.Channel.Room, ts = message.Id, message = Message(message, withMetadata: false) });
    }

    private static IResult History(ChatRoom room, IReadOnlyDictionary<string, string> fields)
    {
        int limit = int.TryParse(fields.GetValueOrDefault("limit"), out int asked) ? Math.Clamp(asked, 1, 999) : 100;
        decimal oldest = decimal.TryParse(fields.GetValueOrDefault("oldest"), CultureInfo.InvariantCulture, out decimal given) ? given : 0;
        bool withMetadata = fields.GetValueOrDefault("include_all_metadata") is "true" or "1";
        List<ChatMessage> found = [.. room.Timeline.Reverse().Where(message => decimal.Parse(message.Id, CultureInfo.InvariantCulture) > oldest)];
        return Results.Json(new { ok = true, messages = found.Take(limit).Select(message => Message(message, withMetadata)), has_more = found.Count > limit, pin_count = 0 });
    }

    private static object Channel(ChatRoom room)
    {
        ChatMessage topic = room.Topic;
        return new
        {
            id = room.Channel.Room,
            name = room.Channel.Name,
            is_channel = true,
            is_group = false,
            is_im = false,
            is_private = false,
            is_archived = false,
            is_general = false,
            is_member = true,
            created = room.Messages[0].Time.ToUnixTimeSeconds(),
            creator = "U0AHORAK",
            topic = new { value = Escape(topic.Text), creator = topic.Sender, last_set = topic.Time.ToUnixTimeSeconds() },
            purpose = new { value = string.Empty, creator = string.Empty, last_set = 0 },
        };
    }

    private static Dictionary<string, object> Message(ChatMessage message, bool withMetadata)
    {
        Dictionary<string, object> shape = new()
        {
            ["type"] = "message",
            ["user"] = message.Sender,
            ["ts"] = message.Id,
            ["text"] = message.IsTopic ? $"<@{message.Sender}> set the channel topic: {Escape(message.Text)}" : Escape(message.Text),
        };
        if (message.IsTopic)
        {
            shape["subtype"] = "channel_topic";
            shape["topic"] = Escape(message.Text);
        }
        else if (withMetadata && message.Content is { } metadata)
        {
            shape["metadata"] = metadata;
        }

        return shape;
    }

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Unescape(string text) =>
        text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
}
