using System.Text.Json;
using ServiceGuru.Connectors.Http;

namespace ServiceGuru.Connectors.Matrix;

/// <summary>The power levels of a room, as far as we need them.</summary>
/// <param name="User">The account's.</param>
/// <param name="Topic">What the topic needs.</param>
/// <param name="Message">What a message needs.</param>
internal sealed record MatrixLevels(long User, long Topic, long Message)
{
    private const long StateDefault = 50;

    /// <summary>Gets those of a room whose power levels nobody has set: state needs nothing there.</summary>
    public static MatrixLevels None { get; } = new(0, 0, 0);

    /// <summary>Reads them out of <c>m.room.power_levels</c>.</summary>
    public static MatrixLevels Of(JsonElement content, string user) => new(
        content.Number("users", user) ?? content.Number("users_default") ?? 0,
        content.Number("events", "m.room.topic") ?? content.Number("state_default") ?? StateDefault,
        content.Number("events", "m.room.message") ?? content.Number("events_default") ?? 0);
}
