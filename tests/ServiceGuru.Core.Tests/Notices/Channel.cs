using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Tests.Notices;

/// <summary>A channel in memory.</summary>
internal sealed class Channel(string topic, int? limit = null) : IChatChannel
{
    public string Topic { get; set; } = topic;

    public List<string> Written { get; } = [];

    public bool Down { get; set; }

    /// <summary>How the chat system gives a topic back.</summary>
    public Func<string, string> Rendering { get; set; } = text => text;

    /// <summary>What the readers have seen the topic change to; follows the topic unless <see cref="Silent"/>.</summary>
    public string? Shown { get; set; }

    public bool Silent { get; set; }

    /// <summary>What was said, by key.</summary>
    public Dictionary<string, string> Said { get; } = [];

    /// <summary>Why saying something fails, if it does.</summary>
    public Failure? Mute { get; set; }

    /// <summary>Why reading back fails, if it does.</summary>
    public Failure? Blind { get; set; }

    public int? MaxTopicLength => limit;

    public int? MaxMessageLength { get; set; }

    public bool DropsRepeatedMessages { get; set; }

    public int LengthOf(string text) => text.Length;

    public Task<string> GetTopicAsync(CancellationToken cancellationToken) => Down
        ? throw new GuruException(new Failure { Id = "ChatUnreachable", Kind = FailureKind.Unreachable, Message = "down", Target = "Chat chat.example" })
        : Task.FromResult(Rendering(Topic));

    public Task SetTopicAsync(string topic, CancellationToken cancellationToken)
    {
        Topic = topic;
        Shown = Silent ? Shown : topic;
        Written.Add(topic);
        return Task.CompletedTask;
    }

    public Task<string?> GetShownTopicAsync(CancellationToken cancellationToken) =>
        Blind is null ? Task.FromResult(Shown) : throw new GuruException(Blind);

    public Task<string> SendMessageAsync(string text, string key, CancellationToken cancellationToken)
    {
        if (Mute is not null)
        {
            throw new GuruException(Mute);
        }

        if (!DropsRepeatedMessages || !Said.ContainsKey(key))
        {
            Said.Add(key, text);
        }

        return Task.FromResult($"id of {key}");
    }

    public Task<string?> FindMessageAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult(Said.ContainsKey(key) ? $"id of {key}" : null);
}
