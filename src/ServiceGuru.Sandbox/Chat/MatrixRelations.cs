using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Web;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Chat;

/// <summary>What relates to an event (https://spec.matrix.org/latest/client-server-api/#get_matrixclientv1roomsroomidrelationseventid).</summary>
/// <param name="rooms">The rooms.</param>
/// <param name="faults">The switches.</param>
internal sealed class MatrixRelations(ChatRooms rooms, IFaultBoard faults)
{
    private const string UnknownFault = "matrix-without-relations";
    private const int Levels = 3;

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/_matrix/client/v1/rooms/{id}/relations/{eventId}/{relation?}/{type?}", Answer);

    private IResult Answer(HttpRequest request, string id, string eventId, string? relation, string? type)
    {
        if (faults.IsActive(UnknownFault))
        {
            return MatrixApi.Error(404, "M_UNRECOGNIZED", "Unrecognized request");
        }

        if (rooms.All.FirstOrDefault(one => MatrixNames.Id(one) == id) is not { } room)
        {
            return MatrixApi.Error(403, "M_FORBIDDEN", "User not in room, or the room does not exist.");
        }

        IReadOnlyList<ChatMessage> seen = rooms.SeenIn(room);
        if (!seen.Any(message => message.Id == eventId))
        {
            return MatrixApi.Error(404, "M_NOT_FOUND", "Event not found.");
        }

        bool recurse = request.Query["recurse"] == "true";
        HashSet<string> parents = [eventId];
        List<ChatMessage> related = [];
        for (int level = 0; level < (recurse ? Levels : 1); level++)
        {
            List<ChatMessage> next = [.. seen.Where(one => MatrixShapes.RelationOf(one) is not null && parents.Contains(one.Target!) && !related.Contains(one))];
            related.AddRange(next);
            parents = [.. next.Select(one => one.Id)];
        }

        List<ChatMessage> wanted = [.. seen.Where(related.Contains).Where(one => relation is null || MatrixShapes.RelationOf(one) == relation).Where(one => type is null || MatrixShapes.TypeOf(one) == type)];
        if (request.Query["dir"] != "f")
        {
            wanted.Reverse();
        }

        int start = request.Query["from"] is [{ } from] && from.StartsWith('r') && int.TryParse(from.AsSpan(1), out int number) ? number : 0;
        int limit = Math.Clamp(PageRequest.Integer(request, "limit", 5), 1, 100);
        Dictionary<string, object> answer = new() { ["chunk"] = wanted.Skip(start).Take(limit).Select(one => MatrixShapes.Event(room, one, seen)) };
        if (start + limit < wanted.Count)
        {
            answer["next_batch"] = $"r{start + limit}";
        }

        if (start > 0)
        {
            answer["prev_batch"] = $"r{Math.Max(0, start - limit)}";
        }

        if (recurse)
        {
            answer["recursion_depth"] = Levels;
        }

        return Results.Json(answer);
    }
}
