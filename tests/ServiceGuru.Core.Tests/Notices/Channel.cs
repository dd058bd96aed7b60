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

    public int? MaxTopicLength => limit;

    public Task<string> GetTopicAsync(CancellationToken cancellationToken) => Down
        ? throw new GuruException(new Failure { Id = "ChatUnreachable", Kind = FailureKind.Unreachable, Message = "down" })
        : Task.FromResult(Rendering(Topic));

    public Task SetTopicAsync(string topic, CancellationToken cancellationToken)
    {
        Topic = topic;
        Written.Add(topic);
        return Task.CompletedTask;
    }
}
