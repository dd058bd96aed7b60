using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Chat;

/// <summary>The rooms of one chat system, and who may enter.</summary>
internal sealed class ChatRooms
{
    private readonly SandboxTokens tokens;
    private readonly IReadOnlyList<ChatRoom> rooms;

    /// <summary>Makes a room for each of the service's channels in the system.</summary>
    public ChatRooms(ServiceDefinition service, ChannelKind kind, SandboxTokens tokens, SandboxClock clock, IEffectLog effects)
    {
        this.tokens = tokens;
        string name = service.Title ?? service.Name;
        string topic = kind == ChannelKind.Matrix
            ? $"{name} | Questions & help for users and contributors | Docs: https://{service.Name}.example.org/docs | Be kind, be patient, we are in Europe/Prague"
            : $"{name} team & friends. Service Guru of the week: see the rota. Docs: https://{service.Name}.example.org/docs";
        rooms = [.. service.Channels.Where(channel => channel.Kind == kind).Select(channel => new ChatRoom(channel, topic, clock, effects))];
    }

    /// <summary>Gets all rooms.</summary>
    public IReadOnlyList<ChatRoom> All => rooms;

    /// <summary>Whether a token is one of the system's.</summary>
    public bool Admits(string token) => rooms.Any(room => tokens.Matches($"channel-{room.Channel.Name}", token));
}
