using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Chat;

/// <summary>The rooms of one chat system, and who may enter.</summary>
internal sealed class ChatRooms
{
    /// <summary>With it, a changed topic leaves nothing in the room that people would see.</summary>
    public const string SilentFault = "topic-silent";

    /// <summary>With it, somebody of the team sets a topic right after the client has.</summary>
    public const string MeanwhileFault = "topic-changed-meanwhile";

    /// <summary>The topic that somebody of the team sets.</summary>
    public const string TopicOfSomebody = "Copr is down, builds will be late. See https://status.example.org";

    /// <summary>With it, what people do in a room shows only after <see cref="Lateness"/>.</summary>
    public const string LateFault = "chat-answers-late";

    private static readonly TimeSpan Lateness = TimeSpan.FromMinutes(10);

    private readonly SandboxTokens tokens;
    private readonly SandboxClock clock;
    private readonly IFaultBoard faults;
    private readonly IReadOnlyList<ChatRoom> rooms;

    /// <summary>Makes a room for each of the service's channels in the system.</summary>
    public ChatRooms(ServiceDefinition service, ChannelKind kind, SandboxTokens tokens, SandboxClock clock, IEffectLog effects, IFaultBoard faults)
    {
        this.tokens = tokens;
        this.clock = clock;
        this.faults = faults;
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

    /// <summary>Gives what a client sees of a room now, oldest first.</summary>
    public IReadOnlyList<ChatMessage> SeenIn(ChatRoom room) => faults.IsActive(LateFault)
        ? [.. room.Timeline.Where(message => !message.ByHand || message.IsTopic || message.Time + clock.Scale(Lateness) <= clock.Now)]
        : room.Timeline;
}
