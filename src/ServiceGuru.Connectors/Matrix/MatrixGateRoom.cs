using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Rooms;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Matrix;

/// <summary>
/// Questions and answers in a Matrix room (https://spec.matrix.org/latest/client-server-api/: <c>relations</c> with
/// <c>recurse</c> for threads, reactions and edits; <c>messages</c> for rich replies, which are no relation; <c>event</c>,
/// <c>whoami</c>). In an encrypted room only reactions can be read.
/// </summary>
internal sealed class MatrixGateRoom(ChannelDefinition definition, ISecretResolver secrets, HttpPipeline pipeline) : IGateRoom
{
    private const int PageSize = 100;
    private const int MostPages = 20;

    private readonly MatrixRoom _room = new(definition, secrets, pipeline);
    private volatile string? _own;

    /// <inheritdoc/>
    /// <remarks>Searches the newest 2,000 messages.</remarks>
    public async Task<string?> FindAsync(string key, DateTimeOffset since, CancellationToken cancellationToken)
    {
        string own = await OwnAsync(cancellationToken).ConfigureAwait(false);
        string room = await _room.IdAsync(cancellationToken).ConfigureAwait(false);
        List<MatrixEvent> found = await BackAsync(room, one => one.Time < since || IsIt(one), cancellationToken).ConfigureAwait(false);

        // Anybody can put our key into a message of theirs.
        return found.Find(IsIt)?.Id;

        bool IsIt(MatrixEvent one) => one.Sender == own && one.Key == key;
    }

    /// <inheritdoc/>
    public Task<string> SendAsync(string text, string key, string? question, CancellationToken cancellationToken)
    {
        // Without mentions of its own, an "@room" in the text would call everybody (https://spec.matrix.org/latest/client-server-api/#user-and-room-mentions).
        Dictionary<string, object> content = new() { ["msgtype"] = "m.text", ["body"] = text, ["m.mentions"] = new { } };
        if (question is not null)
        {
            content["m.relates_to"] = new Dictionary<string, object>
            {
                ["rel_type"] = "m.thread",
                ["event_id"] = question,
                ["is_falling_back"] = true,
                ["m.in_reply_to"] = new { event_id = question },
            };
        }

        return _room.SendAsync(content, key, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Rich replies are found among the newest 2,000 messages; threads and reactions without such a limit.</remarks>
    public async Task<RoomThread> ReadAsync(string question, CancellationToken cancellationToken)
    {
        string own = await OwnAsync(cancellationToken).ConfigureAwait(false);
        string room = await _room.IdAsync(cancellationToken).ConfigureAwait(false);
        MatrixEvent asked = await QuestionAsync(room, question, own, cancellationToken).ConfigureAwait(false);
        List<MatrixEvent> related = await RelatedAsync(room, question, cancellationToken).ConfigureAwait(false);
        List<MatrixEvent> since = await BackAsync(room, one => one.Id == question || one.Time < asked.Time, cancellationToken).ConfigureAwait(false);
        return MatrixThread.Of(related.Concat(since), question, own);
    }

    private async Task<string> OwnAsync(CancellationToken cancellationToken) => _own ??= await _room.Server
        .ReadAsync(_room.Server.Get("_matrix/client/v3/account/whoami"), json => json.NeedText("user_id"), cancellationToken).ConfigureAwait(false);

    // Who answers must have seen what they say yes to.
    private async Task<MatrixEvent> QuestionAsync(string room, string question, string own, CancellationToken cancellationToken)
    {
        HttpCall call = _room.Server.Get($"{MatrixRoom.PathOf(room)}/event/{Uri.EscapeDataString(question)}");
        HttpAnswer answer = await _room.Server.SendAsync(call, cancellationToken, System.Net.HttpStatusCode.NotFound).ConfigureAwait(false);
        bool known = answer.Succeeded || ServerWords.Of(answer, pipeline.Redactor).StartsWith("M_NOT_FOUND", StringComparison.Ordinal);
        MatrixEvent? asked = !known ? throw _room.Server.Failures.Refused(call, answer)
            : answer.Succeeded ? _room.Server.Read(call, answer, json => MatrixEvent.Read(json, room)) : null;
        return asked is { HasContent: true } && asked.Id == question && asked.Sender == own ? asked : throw _room.Server.Failures.Make(null, new Failure
        {
            Id = "ChatQuestionGone",
            Message = $"The question is not in the Matrix room {definition.Room} any more.",
            NextAction = "Somebody has deleted it; answer the gate another way.",
        });
    }

    private async Task<List<MatrixEvent>> RelatedAsync(string room, string question, CancellationToken cancellationToken)
    {
        string path = $"{MatrixRoom.PathOf(room, "v1")}/relations/{Uri.EscapeDataString(question)}?recurse=true&limit={PageSize}";
        List<MatrixEvent> events = [];
        string? from = null;
        for (int page = 0; page < MostPages; page++)
        {
            HttpCall call = _room.Server.Get(from is null ? path : $"{path}&from={Uri.EscapeDataString(from)}");
            string? next = await _room.Server.ReadAsync(
                call,
                json =>
                {
                    events.AddRange(Events(json.NeedItems("chunk"), room));
                    return json.TextOrNull("next_batch");
                },
                cancellationToken).ConfigureAwait(false);
            if (next is null)
            {
                return events;
            }

            from = next;
        }

        // A no could be among the rest.
        throw _room.Server.Failures.Make(null, new Failure
        {
            Id = "ChatUnreadable",
            Message = $"The question in the Matrix room {definition.Room} has more than {MostPages * PageSize:N0} replies and reactions.",
            NextAction = "Answer the gate another way.",
        });
    }

    // Goes back in the room until an event is reached behind which nothing is wanted.
    private async Task<List<MatrixEvent>> BackAsync(string room, Predicate<MatrixEvent> last, CancellationToken cancellationToken)
    {
        string path = $"{MatrixRoom.PathOf(room)}/messages?dir=b&limit={PageSize}&filter={Uri.EscapeDataString("""{"types":["m.room.message"]}""")}";
        List<MatrixEvent> events = [];
        string? from = null;
        for (int page = 0; page < MostPages; page++)
        {
            int before = events.Count;
            HttpCall call = _room.Server.Get(from is null ? path : $"{path}&from={Uri.EscapeDataString(from)}");
            string? next = await _room.Server.ReadAsync(
                call,
                json =>
                {
                    events.AddRange(Events(json.NeedItems("chunk"), room));
                    return json.TextOrNull("end");
                },
                cancellationToken).ConfigureAwait(false);
            if (next is null || next == from || events.FindIndex(before, last) >= 0)
            {
                break;
            }

            from = next;
        }

        return events;
    }

    private static IEnumerable<MatrixEvent> Events(IEnumerable<JsonElement> chunk, string room) => chunk.Select(json => MatrixEvent.Read(json, room)).OfType<MatrixEvent>();
}
