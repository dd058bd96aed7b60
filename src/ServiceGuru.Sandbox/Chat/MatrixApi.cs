using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Web;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Chat;

/// <summary>
/// A Matrix homeserver, as far as topics and messages go (client-server API v3,
/// https://spec.matrix.org/latest/client-server-api/: directory/room, rooms/state, rooms/send, rooms/messages, rooms/event,
/// whoami).
/// </summary>
/// <param name="rooms">The rooms.</param>
/// <param name="faults">The switches.</param>
internal sealed class MatrixApi(ChatRooms rooms, IFaultBoard faults)
{
    private const string DownFault = "matrix-down";
    private const string ForbiddenFault = "matrix-forbidden";

    private readonly ConcurrentDictionary<string, Lazy<ChatMessage>> sent = new(StringComparer.Ordinal);

    /// <summary>Adds the routes.</summary>
    public void Map(RouteGroupBuilder routes)
    {
        routes.AddEndpointFilter(AdmitAsync);
        routes.MapGet("/_matrix/client/versions", () => Results.Json(new { versions = new[] { "v1.1", "v1.5", "v1.11" }, unstable_features = new { } }));
        routes.MapGet("/_matrix/client/v3/account/whoami", () => Results.Json(new { user_id = MatrixNames.Bot(rooms.All[0]), device_id = "SERVICEGURU", is_guest = false }));
        routes.MapGet("/_matrix/client/v3/directory/room/{alias}", Resolve);
        routes.MapGet("/_matrix/client/v3/joined_rooms", () => Results.Json(new { joined_rooms = rooms.All.Select(MatrixNames.Id) }));
        routes.MapGet("/_matrix/client/v3/rooms/{id}/state/m.room.topic/", GetTopic);
        routes.MapGet("/_matrix/client/v3/rooms/{id}/state/m.room.create/", (string id) => Find(id) is null ? NotInRoom() : Results.Json(new { room_version = "10" }));
        routes.MapGet("/_matrix/client/v3/rooms/{id}/state/m.room.power_levels/", GetPowerLevels);
        routes.MapPut("/_matrix/client/v3/rooms/{id}/state/m.room.topic/", PutTopicAsync);
        routes.MapPut("/_matrix/client/v3/rooms/{id}/send/{type}/{transaction}", SendAsync);
        routes.MapGet("/_matrix/client/v3/rooms/{id}/messages", ListMessages);
        routes.MapGet("/_matrix/client/v3/rooms/{id}/event/{eventId}", GetEvent);
        new MatrixRelations(rooms, faults).Map(routes);
        routes.Map("/{**rest}", () => Error(404, "M_UNRECOGNIZED", "Unrecognized request"));
    }

    /// <summary>An error in Matrix' words.</summary>
    public static IResult Error(int status, string code, string message) => Results.Json(new { errcode = code, error = message }, statusCode: status);

    private async ValueTask<object?> AdmitAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (faults.IsActive(DownFault))
        {
            return Results.Text("<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n", "text/html", statusCode: 503);
        }

        HttpRequest request = context.HttpContext.Request;
        string? token = BearerToken.Read(request, "Bearer") ?? (request.Query["access_token"] is [{ } asked] ? asked : null);
        return request.Path.Value!.EndsWith("/_matrix/client/versions", StringComparison.Ordinal) ? await next(context)
            : token is null ? Error(401, "M_MISSING_TOKEN", "Missing access token")
            : rooms.Admits(token) ? await next(context)
            : Results.Json(new { errcode = "M_UNKNOWN_TOKEN", error = "Invalid access token passed.", soft_logout = false }, statusCode: 401);
    }

    private IResult Resolve(string alias) => rooms.All.FirstOrDefault(room => MatrixNames.Alias(room) == alias) is { } room
        ? Results.Json(new { room_id = MatrixNames.Id(room), servers = new[] { MatrixNames.Server(room) } })
        : Error(404, "M_NOT_FOUND", $"Room alias {alias} not found");

    private IResult GetTopic(string id) => Find(id) is not { } room ? NotInRoom() : Results.Json(MatrixShapes.Content(room.Topic));

    private IResult GetPowerLevels(string id) => Find(id) is not { } room ? NotInRoom() : Results.Json(new
    {
        users_default = 0,
        events_default = 0,
        state_default = 50,
        users = new Dictionary<string, int> { [MatrixNames.Bot(room)] = faults.IsActive(ForbiddenFault) ? 0 : 50 },
        events = new Dictionary<string, int> { ["m.room.topic"] = 50 },
    });

    private async Task<IResult> PutTopicAsync(HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } room)
        {
            return NotInRoom();
        }

        if (faults.IsActive(ForbiddenFault))
        {
            return Error(403, "M_FORBIDDEN", "You don't have permission to post that to the room. user_level (0) < send_level (50)");
        }

        return await Fields.ReadObjectAsync(request, cancellationToken) is not { } content ? NotJson()
            : content.TryGetProperty("topic", out JsonElement topic) && topic.ValueKind == JsonValueKind.String
                ? Results.Json(new { event_id = SetTopic(room, topic.GetString()!, content).Id })
                : Error(400, "M_BAD_JSON", "'topic' is a required property");
    }

    private ChatMessage SetTopic(ChatRoom room, string topic, JsonElement content)
    {
        ChatMessage set = room.SetTopic(MatrixNames.Bot(room), topic, content, faults.IsActive(ChatRooms.SilentFault));
        if (faults.IsActive(ChatRooms.MeanwhileFault))
        {
            room.ChangeTopicByHand(ChatRooms.TopicOfSomebody);
        }

        return set;
    }

    private async Task<IResult> SendAsync(HttpRequest request, string id, string type, string transaction, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } room)
        {
            return NotInRoom();
        }

        if (await Fields.ReadObjectAsync(request, cancellationToken) is not { } content)
        {
            return NotJson();
        }

        // A transaction id that was seen before gets the event that it made then; two at once make one.
        string text = content.TryGetProperty("body", out JsonElement body) && body.ValueKind == JsonValueKind.String ? body.GetString()! : string.Empty;
        string key = string.Join('\n', BearerToken.Read(request, "Bearer"), id, type, transaction);
        ChatMessage message = sent.GetOrAdd(key, _ => new Lazy<ChatMessage>(() => room.Say(MatrixNames.Bot(room), text, content, MatrixShapes.ThreadOf(content)))).Value;
        return Results.Json(new { event_id = message.Id });
    }

    private IResult ListMessages(HttpRequest request, string id)
    {
        if (Find(id) is not { } room)
        {
            return NotInRoom();
        }

        bool backward = request.Query["dir"] != "f";
        string[] types = request.Query["filter"] is [{ } filter] ? [.. JsonElement.Parse(filter).GetProperty("types").EnumerateArray().Select(type => type.GetString()!)] : [];
        IReadOnlyList<ChatMessage> seen = rooms.SeenIn(room);
        List<ChatMessage> messages = [.. (backward ? seen.Reverse() : seen).Where(message => types.Length == 0 || types.Contains(MatrixShapes.TypeOf(message)))];
        int start = request.Query["from"] is [{ } from] && from.StartsWith('t') && int.TryParse(from.AsSpan(1), out int number) ? number : 0;
        int limit = Math.Clamp(PageRequest.Integer(request, "limit", 10), 1, 1000);
        Dictionary<string, object> answer = new()
        {
            ["start"] = $"t{start}",
            ["chunk"] = messages.Skip(start).Take(limit).Select(message => MatrixShapes.Event(room, message, seen)),
            ["state"] = Array.Empty<object>(),
        };
        if (start + limit < messages.Count)
        {
            answer["end"] = $"t{start + limit}";
        }

        return Results.Json(answer);
    }

    private IResult GetEvent(string id, string eventId) => Find(id) is not { } room ? NotInRoom()
        : rooms.SeenIn(room) is var seen && seen.FirstOrDefault(message => message.Id == eventId) is { } found ? Results.Json(MatrixShapes.Event(room, found, seen))
        : Error(404, "M_NOT_FOUND", "Event not found.");

    private static IResult NotInRoom() => Error(403, "M_FORBIDDEN", "User not in room, or the room does not exist.");

    private static IResult NotJson() => Error(400, "M_NOT_JSON", "Content not JSON.");

    private ChatRoom? Find(string id) => rooms.All.FirstOrDefault(room => MatrixNames.Id(room) == id);
}
