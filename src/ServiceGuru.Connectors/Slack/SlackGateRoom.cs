using System.Globalization;
using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Rooms;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Slack;

/// <summary>
/// Questions and answers in a Slack channel (https://docs.slack.dev/reference/methods: auth.test, chat.postMessage with
/// <c>thread_ts</c>, conversations.history and conversations.replies by cursor, reactions.get with <c>full</c>). The app
/// needs the scopes <c>chat:write</c>, <c>channels:history</c> (<c>groups:history</c> in a private channel) and
/// <c>reactions:read</c>.
/// </summary>
internal sealed class SlackGateRoom(ChannelDefinition definition, ISecretResolver secrets, HttpPipeline pipeline) : IGateRoom
{
    private const int PageSize = 200;
    private const int MostPages = 20;

    // Longer ones are no answer, and are not kept.
    private const int LongestText = 2_000;

    private readonly SlackClient _client = new(definition, secrets, pipeline);
    private volatile string? _own;

    /// <inheritdoc/>
    public async Task<string?> FindAsync(string key, DateTimeOffset since, CancellationToken cancellationToken)
    {
        string own = await OwnAsync(cancellationToken).ConfigureAwait(false);
        string parameters = $"&include_all_metadata=true&oldest={since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";

        // Another app may set metadata like ours.
        IReadOnlyList<string> found = await PagesAsync(
            "conversations.history",
            parameters,
            message => message.Text("user") == own && SlackClient.KeyOf(message) == key ? message.NeedText("ts") : null,
            cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    /// <inheritdoc/>
    public Task<string> SendAsync(string text, string key, string? question, CancellationToken cancellationToken) =>
        _client.CallAsync(_client.Message(text, key, question), json => json.NeedText("ts"), cancellationToken);

    /// <inheritdoc/>
    public async Task<RoomThread> ReadAsync(string question, CancellationToken cancellationToken)
    {
        string own = await OwnAsync(cancellationToken).ConfigureAwait(false);
        bool asked = false;
        bool reacted = false;
        HashSet<string> said = new(StringComparer.Ordinal);
        IReadOnlyList<RoomReply> replies = await PagesAsync(
            "conversations.replies",
            $"&include_all_metadata=true&ts={Uri.EscapeDataString(question)}",
            message =>
            {
                if (message.Text("ts") == question)
                {
                    // What is left of a deleted message is a tombstone by another author.
                    asked = message.Text("user") == own && message.Text("subtype") != "tombstone";
                    reacted = message.Items("reactions").Any();
                    return null;
                }

                if (message.Text("user") == own && SlackClient.KeyOf(message) is { } key)
                {
                    said.Add(key);
                }

                return message.Text("thread_ts") == question ? Reply(message, own) : null;
            },
            cancellationToken).ConfigureAwait(false);
        if (!asked)
        {
            throw SlackError.Gone(_client.Failures, definition);
        }

        return new RoomThread(reacted ? [.. replies, .. await ReactionsAsync(question, own, cancellationToken).ConfigureAwait(false)] : replies, said);
    }

    // With "full" all users of a reaction are listed; in a thread, and without it, perhaps not all.
    private Task<List<RoomReply>> ReactionsAsync(string question, string own, CancellationToken cancellationToken) => _client.CallAsync(
        _client.Get("reactions.get", $"&full=true&timestamp={Uri.EscapeDataString(question)}"),
        json => json.Text("message", "ts") != question ? throw new UnexpectedShapeException("The reactions are another message's.") : json.Items("message", "reactions")
            .SelectMany(reaction => reaction.Items("users").Select(user => (Name: reaction.Text("name"), User: user.ValueKind == JsonValueKind.String ? user.GetString() : null)))
            .Where(one => one is { Name: not null, User: not null } && one.User != own)
            .Select(one => new RoomReply($"{question}/{one.User}/{one.Name}", one.User!, null, one.Name, null))
            .ToList(),
        cancellationToken);

    private async Task<string> OwnAsync(CancellationToken cancellationToken) =>
        _own ??= await _client.CallAsync(_client.Post("auth.test", new { }, idempotent: true), json => json.NeedText("user_id"), cancellationToken).ConfigureAwait(false);

    private async Task<IReadOnlyList<T>> PagesAsync<T>(string method, string parameters, Func<JsonElement, T?> pick, CancellationToken cancellationToken)
        where T : class
    {
        List<T> found = [];
        string? cursor = null;
        for (int page = 0; page < MostPages; page++)
        {
            HttpCall call = _client.Get(method, $"&limit={PageSize}{parameters}{(cursor is null ? string.Empty : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            cursor = await _client.CallAsync(
                call,
                json =>
                {
                    found.AddRange(json.NeedItems("messages").Select(pick).OfType<T>());
                    return json.TextOrNull("response_metadata", "next_cursor");
                },
                cancellationToken).ConfigureAwait(false);
            if (cursor is null)
            {
                return found;
            }
        }

        // What is looked for, or a no, could be among the rest.
        throw _client.Failures.Make(null, new Failure
        {
            Id = "ChatUnreadable",
            Message = $"Slack has more than {MostPages * PageSize:N0} messages to look through in channel {definition.Name}.",
            NextAction = "Answer the gate another way.",
        });
    }

    // What apps say has a bot_id; joins, topics and the like have a subtype.
    private static RoomReply? Reply(JsonElement message, string own)
    {
        bool person = message.Text("bot_id") is null && message.Text("app_id") is null && message.Text("subtype") is null or "thread_broadcast";
        return person && message.Text("user") is { } user && user != own && message.Text("ts") is { } id && message.Text("text") is { Length: <= LongestText } text
            ? new RoomReply(id, user, SlackText.WithoutMention(SlackClient.Plain(text)), null, SlackText.Time(message.Text("edited", "ts") ?? id))
            : null;
    }
}
