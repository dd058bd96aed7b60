using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Web;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Chat;

/// <summary>
/// Slack's Web API, as far as topics, messages and answers to them go (https://docs.slack.dev/reference/methods: auth.test,
/// conversations.info, conversations.history, conversations.replies, conversations.setTopic, chat.postMessage, reactions.get). Errors are 200 with <c>ok: false</c>.
/// </summary>
/// <param name="rooms">The channels.</param>
/// <param name="faults">The switches.</param>
internal sealed class SlackApi(ChatRooms rooms, IFaultBoard faults)
{
    private const string DownFault = "slack-down";
    private const string LimitFault = "slack-rate-limited";
    private const string RevokedFault = "token-revoked";
    private const string TopicFault = "slack-topic-scope-missing";
    private const int LongestTopic = 250;
    private const string Bot = SlackShapes.Bot;

    private readonly SlackThreads threads = new(rooms, faults);
    private readonly ConcurrentDictionary<string, bool> limited = new(StringComparer.Ordinal);

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/{method}", ["GET", "POST"], AnswerAsync);

    /// <summary>An error, which Slack sends with status 200.</summary>
    public static IResult Error(string error) => Results.Json(new { ok = false, error });

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

        request.HttpContext.Response.Headers["X-OAuth-Scopes"] = string.Join(',', Scopes());
        return method switch
        {
            "auth.test" => Results.Json(new
            {
                ok = true, url = "https://sandbox.slack.com/", team = "Sandbox", user = "service-guru", team_id = "T0SANDBOX", user_id = Bot, bot_id = "B0SERVGURU",
            }),
            "conversations.info" => InChannel(fields, room => Results.Json(new { ok = true, channel = Channel(room) })),
            "conversations.history" => InChannel(fields, room => threads.History(room, fields)),
            "conversations.replies" => InChannel(fields, room => threads.Replies(room, fields)),
            "reactions.get" => InChannel(fields, room => threads.Reactions(room, fields)),
            "conversations.setTopic" => InChannel(fields, room => SetTopic(room, fields.GetValueOrDefault("topic"))),
            "chat.postMessage" => InChannel(fields, room => Post(room, fields)),
            _ => Results.Json(new { ok = false, error = "unknown_method", req_method = method }),
        };
    }

    private IEnumerable<string> Scopes() =>
    [
        "channels:read", "chat:write",
        .. faults.IsActive(TopicFault) ? Array.Empty<string>() : ["channels:manage"],
        .. faults.IsActive(SlackThreads.ScopeFault) ? Array.Empty<string>() : ["channels:history", "reactions:read"],
    ];

    private IResult InChannel(IReadOnlyDictionary<string, string> fields, Func<ChatRoom, IResult> answer) =>
        rooms.All.FirstOrDefault(room => room.Channel.Room == fields.GetValueOrDefault("channel")) is { } room ? answer(room) : Error("channel_not_found");

    private IResult SetTopic(ChatRoom room, string? topic)
    {
        if (topic is null)
        {
            return Results.Json(new { ok = false, error = "invalid_arguments", response_metadata = new { messages = new[] { "[ERROR] missing required field: topic" } } });
        }

        if (faults.IsActive(TopicFault))
        {
            return Results.Json(new { ok = false, error = "missing_scope", needed = "channels:manage", provided = string.Join(',', Scopes()) });
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
        ChatMessage message = room.Say(Bot, Unescape(text), metadata, fields.GetValueOrDefault("thread_ts"));
        return Results.Json(new { ok = true, channel = room.Channel.Room, ts = message.Id, message = SlackShapes.Message(room, message, [message], withMetadata: false) });
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
            topic = new { value = SlackShapes.Escape(topic.Text), creator = topic.Sender, last_set = topic.Time.ToUnixTimeSeconds() },
            purpose = new { value = string.Empty, creator = string.Empty, last_set = 0 },
        };
    }

    private static string Unescape(string text) =>
        text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
}
