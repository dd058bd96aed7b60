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
        Add(new ChatMessage(NewId(clock.Now.AddDays(-200)), clock.Now.AddDays(-200), "ahorak", ChatKind.Topic, topic, Content: null));
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

    /// <summary>Gives the text of a message as it stands after its edits.</summary>
    public string TextOf(ChatMessage message) => Messages.LastOrDefault(one => one.Kind == ChatKind.Edit && one.Target == message.Id && !one.Removed)?.Text ?? message.Text;

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
            return current.Text == text && Same(current.Content, content) ? current : Record(new ChatMessage(string.Empty, clock.Now, sender, ChatKind.Topic, text, content) { Silent = silent });
        }
    }

    /// <summary>A client says something.</summary>
    /// <param name="sender">Who.</param>
    /// <param name="text">What, as people read it.</param>
    /// <param name="content">The whole content as the client sent it, where it sent an object.</param>
    /// <param name="thread">The message in whose thread it is said.</param>
    public ChatMessage Say(string sender, string text, JsonElement? content = null, string? thread = null)
    {
        lock (gate)
        {
            return Record(new ChatMessage(string.Empty, clock.Now, sender, ChatKind.Message, text, content) { Target = thread, IsBot = true });
        }
    }

    /// <summary>Somebody of the team does something, which is no effect of a client.</summary>
    /// <param name="act">What, without an id.</param>
    /// <returns>The same with its id.</returns>
    public ChatMessage ActByHand(ChatMessage act)
    {
        lock (gate)
        {
            ChatMessage done = act with { Id = NewId(act.Time), ByHand = true };
            messages.Add(done);
            return done;
        }
    }

    /// <summary>Takes a message or a reaction away.</summary>
    public void Remove(string id)
    {
        lock (gate)
        {
            int index = messages.FindIndex(message => message.Id == id);
            messages[index] = messages[index] with { Removed = true };
        }
    }

    /// <summary>Somebody of the team sets the topic, which is no effect of a client.</summary>
    public void ChangeTopicByHand(string text)
    {
        lock (gate)
        {
            messages.Add(new ChatMessage(NewId(clock.Now), clock.Now, "ahorak", ChatKind.Topic, text, Content: null) { ByHand = true });
        }
    }

    private static bool Same(JsonElement? one, JsonElement? other) =>
        one is null || other is null || JsonElement.DeepEquals(one.Value, other.Value);

    private ChatMessage Record(ChatMessage said)
    {
        ChatMessage message = said with { Id = NewId(said.Time) };
        messages.Add(message);
        effects.Record(system, message.IsTopic ? "set-topic" : message.Target is null ? "send-message" : "send-reply", Channel.Room, message.Text);
        return message;
    }

    private void Add(ChatMessage message) => messages.Add(message);

    private string NewId(DateTimeOffset time) => Channel.Kind == ChannelKind.Slack
        ? $"{time.ToUnixTimeSeconds()}.{messages.Count:D6}"
        : "$" + Convert.ToBase64String(Convert.FromHexString(StableHash.Hex($"{Channel.Room}/{messages.Count}/{time:O}", 64)))
            .Replace('+', '-').Replace('/', '_').TrimEnd('=');
}
