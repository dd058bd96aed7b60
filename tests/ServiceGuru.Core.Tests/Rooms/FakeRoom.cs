using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Rooms;

/// <summary>A room in memory.</summary>
internal sealed class FakeRoom : IGateRoom
{
    /// <summary>What was said by us: key, text, and the message below which it stands.</summary>
    public List<(string Id, string Key, string Text, string? Below)> Sent { get; } = [];

    /// <summary>What people said and how they reacted.</summary>
    public List<RoomReply> Replies { get; } = [];

    /// <summary>Why nothing can be read or said, if so.</summary>
    public Failure? Down { get; set; }

    /// <summary>Why nothing can be said, if so.</summary>
    public Failure? Mute { get; set; }

    public int Reads { get; private set; }

    public void Says(string user, string text) => Replies.Add(new RoomReply($"m{Replies.Count}", user, text, null, DateTimeOffset.UnixEpoch));

    public void Reacts(string user, string emoji) => Replies.Add(new RoomReply($"r/{user}/{emoji}", user, null, emoji, null));

    public Task<string?> FindAsync(string key, DateTimeOffset since, CancellationToken cancellationToken) =>
        Down is null ? Task.FromResult<string?>(Sent.Find(one => one.Key == key && one.Below is null).Id) : throw new GuruException(Down);

    public Task<string> SendAsync(string text, string key, string? question, CancellationToken cancellationToken)
    {
        if ((Down ?? Mute) is { } failure)
        {
            throw new GuruException(failure);
        }

        Sent.Add(($"s{Sent.Count}", key, text, question));
        return Task.FromResult(Sent[^1].Id);
    }

    public Task<RoomThread> ReadAsync(string question, CancellationToken cancellationToken)
    {
        Reads++;
        return Down is null
            ? Task.FromResult(new RoomThread([.. Replies], Sent.Where(one => one.Below == question).Select(one => one.Key).ToHashSet()))
            : throw new GuruException(Down);
    }
}
