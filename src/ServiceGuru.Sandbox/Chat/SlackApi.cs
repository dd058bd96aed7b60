using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Web;

namespace ServiceGuru.Sandbox.Chat;

/// <summary>
/// Slack's Web API, as far as topics and messages go (https://docs.slack.dev/reference/methods: auth.test,
/// conversations.info, conversations.history, conversations.setTopic, chat.postMessage). Errors are 200 with <c>ok: false</c>.
/// </summary>
/// <param name="rooms">The channels.</param>
internal sealed class SlackApi(ChatRooms rooms)
{
    private const int LongestTopic = 250;
    private const string Bot = "U0SERVGURU";

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/{method}", ["GET", "POST"], AnswerAsync);

    private static IResult Error(string error) => Results.Json(new { ok = false, error });

    private async Task<IResult> AnswerAsync(HttpRequest request, string method, CancellationToken cancellationToken)
    {
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

        return method switch
        {
            "auth.test" => Results.Json(new
            {
                ok = true, url = "https://sandbox.slack.com/", team = "Sandbox", user = "service-guru", team_id = "T0SANDBOX", user_id = Bot, bot_id = "B0SERVGURU",
            }),
            "conversations.info" => InChannel(fields, room => Results.Json(new { ok = true, channel = Channel(room) })),
            "conversations.history" => InChannel(fields, room => Results.Json(new { ok = true, messages = room.Messages.Reverse().Select(Message), has_more = false })),
            "conversations.setTopic" => InChannel(fields, room => SetTopic(room, fields.GetValueOrDefault("topic"))),
            "chat.postMessage" => InChannel(fields, room => Post(room, fields.GetValueOrDefault("text"))),
            _ => Results.Json(new { ok = false, error = "unknown_method", req_method = method }),
        };
    }

    private IResult InChannel(IReadOnlyDictionary<string, string> fields, Func<ChatRoom, IResult> answer) =>
        rooms.All.FirstOrDefault(room => room.Channel.Room == fields.GetValueOrDefault("channel")) is { } room ? answer(room) : Error("channel_not_found");

    private static IResult SetTopic(ChatRoom room, string? topic)
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

        room.SetTopic(Bot, text);
        return Results.Json(new { ok = true, channel = Channel(room) });
    }

    private static IResult Post(ChatRoom room, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Error("no_text");
        }

        ChatMessage message = room.Say(Bot, Unescape(text));
        return Results.Json(new { ok = true, channel = room.Channel.Room, ts = message.Id, message = Message(message) });
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

    private static object Message(ChatMessage message) => message.IsTopic
        ? new { type = "message", subtype = "channel_topic", user = message.Sender, text = $"<@{message.Sender}> set the channel topic: {Escape(message.Text)}", ts = message.Id, topic = Escape(message.Text) }
        : new { type = "message", user = message.Sender, text = Escape(message.Text), ts = message.Id, bot_id = "B0SERVGURU" };

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Unescape(string text) =>
        text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
}
