using System.Text.Json;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Chat;

/// <summary>One room with its topic and messages. Thread-safe.</summary>
internal sealed class ChatRoom
{
    private readonly Lock gate = new();
    private readonly List<ChatMessage> messages = [];
    private readonly string system;
    private readonly SandboxClock clock;
    private readonly IEffectLog effects;

    /// <summary>Makes a room that has had its topic for a long time.</summary>
    public ChatRoom(ChannelDefinition channel, string topic, SandboxClock clock, IEffectLog effects)
    {
        Channel = channel;
        this.clock = clock;
        this.effects = effects;
        system = channel.Kind == ChannelKind.Matrix ? "matrix" : "slack";
        Add(new ChatMessage(NewId(clock.Now.AddDays(-200)), clock.Now.AddDays(-200), "ahorak", IsTopic: true, topic, Content: null));
    }

    /// <summary>Gets the channel.</summary>
    public ChannelDefinition Channel { get; }

    /// <summary>Gets all messages, oldest first.</summary>
    public IReadOnlyList<ChatMessage> Messages
    {
        get
        {
            lock (gate)
            {
                return [.. messages];
            }
        }
    }

    /// <summary>Gets what people see, oldest first.</summary>
    public IReadOnlyList<ChatMessage> Timeline => [.. Messages.Where(message => !message.Silent)];

    /// <summary>Gets the message that set the topic that stands.</summary>
    public ChatMessage Topic => Messages.Last(message => message.IsTopic);

    /// <summary>Sets the topic; an equal one changes nothing and says nothing, as in life.</summary>
    /// <returns>The message that set the topic that stands now.</returns>
    /// <param name="sender">Who.</param>
    /// <param name="text">The topic.</param>
    /// <param name="content">The whole content as the client sent it, where it sent an object.</param>
    /// <param name="silent">Whether nothing shows in the room.</param>
    public ChatMessage SetTopic(string sender, string text, JsonElement? content = null, bool silent = false)
    {
        lock (gate)
        {
            ChatMessage current = messages.Last(message => message.IsTopic);
            return current.Text == text && Same(current.Content, content) ? current : Record(sender, isTopic: true, text, content, silent);
        }
    }

    /// <summary>Says something.</summary>
    public ChatMessage Say(string sender, string text, JsonElement? content = null)
    {
        lock (gate)
        {
            return Record(sender, isTopic: false, text, content);
        }
    }

    /// <summary>Somebody of the team sets the topic, which is no effect of a client.</summary>
    public void ChangeTopicByHand(string text)
    {
        lock (gate)
        {
            messages.Add(new ChatMessage(NewId(clock.Now), clock.Now, "ahorak", IsTopic: true, text, Content: null));
        }
    }

    private static bool Same(JsonElement? one, JsonElement? other) =>
        one is null || other is null || JsonElement.DeepEquals(one.Value, other.Value);

    private ChatMessage Record(string sender, bool isTopic, string text, JsonElement? content, bool silent = false)
    {
        DateTimeOffset now = clock.Now;
        var message = new ChatMessage(NewId(now), now, sender, isTopic, text, content) { Silent = silent };
        messages.Add(message);
        effects.Record(system, isTopic ? "set-topic" : "send-message", Channel.Room, text);
        return message;
    }

    private void Add(ChatMessage message) => messages.Add(message);

    private string NewId(DateTimeOffset time) => Channel.Kind == ChannelKind.Slack
        ? $"{time.ToUnixTimeSeconds()}.{messages.Count:D6}"
        : "$" + Convert.ToBase64String(Convert.FromHexString(StableHash.Hex($"{Channel.Room}/{messages.Count}/{time:O}", 64)))
            .Replace('+', '-').Replace('/', '_').TrimEnd('=');
}
