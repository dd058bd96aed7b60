using System.Globalization;
using ServiceGuru.Access;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Matrix;

/// <summary>
/// What an account may do in a room, by its power level
/// (https://spec.matrix.org/latest/client-server-api/#mroompower_levels; creators of rooms of version 12 and later may all).
/// </summary>
internal sealed class MatrixAccessProbe(ChannelDefinition definition, ISecretResolver secrets, HttpPipeline pipeline) : IAccessProbe
{
    private const string Being = "be in the room";
    private const string Topic = "change the topic";
    private const string Message = "send messages";
    private const int FirstWithCreators = 12;

    /// <inheritdoc/>
    public AccessSubject Subject { get; } = new(AccessSystems.Matrix, $"{definition.Name}: {definition.Room}");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccessCheck>> CheckAsync(CancellationToken cancellationToken)
    {
        MatrixRoom room = new(definition, secrets, pipeline);
        SystemClient server = room.Server;
        string user = await server.ReadAsync(Quick(server, "_matrix/client/v3/account/whoami"), json => json.NeedText("user_id"), cancellationToken).ConfigureAwait(false);
        string id = await room.IdAsync(cancellationToken).ConfigureAwait(false);
        bool joined = await server.ReadAsync(Quick(server, "_matrix/client/v3/joined_rooms"), json => json.NeedItems("joined_rooms").Any(one => one.GetString() == id), cancellationToken).ConfigureAwait(false);
        if (!joined)
        {
            return [Subject.Missing(Being, $"{user} has not joined it.", $"Invite {user} to {definition.Room}, and join with that account.")];
        }

        string state = $"{MatrixRoom.PathOf(id)}/state";
        string? version = await server.ReadOrNullAsync(Quick(server, $"{state}/m.room.create/"), json => json.TextOrNull("room_version"), cancellationToken).ConfigureAwait(false);
        MatrixLevels levels = await server.ReadOrNullAsync(Quick(server, $"{state}/m.room.power_levels/"), json => MatrixLevels.Of(json, user), cancellationToken).ConfigureAwait(false) ?? MatrixLevels.None;
        return [Subject.Ok(Being, user), Judge(Topic, user, levels.User, levels.Topic, version), Judge(Message, user, levels.User, levels.Message, version)];
    }

    private static HttpCall Quick(SystemClient server, string path) => server.Get(path) with { Retries = 1 };

    private AccessCheck Judge(string right, string user, long level, long needed, string? version)
    {
        if (level >= needed)
        {
            return Subject.Ok(right, $"power level {level}, {needed} needed");
        }

        string next = $"Have a moderator of {definition.Room} give {user} the power level {needed}.";
        return int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= FirstWithCreators
            ? Subject.Unknown(right, $"Power level {level}, {needed} needed, unless {user} is a creator of the room.", next)
            : Subject.Missing(right, $"{user} has power level {level}, and {needed} is needed.", next);
    }
}
